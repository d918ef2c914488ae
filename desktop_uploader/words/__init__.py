"""Every sentence that a person reads about a file, in one Qt-free place, used by the window and the command line."""

from .catalogue import Catalogue, ErrorWords

__all__ = ["Catalogue", "ErrorWords"]
