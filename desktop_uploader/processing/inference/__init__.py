"""A definition proposed from a file's rows, and how it widens with the next file."""

from .evidence import Proposal, infer_fields, propose
from .fitting import fitting_types
from .widening import known_manners, widened

__all__ = ["Proposal", "fitting_types", "infer_fields", "known_manners", "propose", "widened"]
