"""Words for errors: what happened, and what to do. Placeholders are the error's parameters."""

from .. import watching
from . import contents, databases, definitions, processing, requests, sources, storage

UNKNOWN = (
    "Something unexpected went wrong ({code}).",
    "Press Retry. If it happens again, report it with the technical details.",
)

ERRORS: dict[str, tuple[str, str]] = {
    **sources.ERRORS,
    **storage.ERRORS,
    **databases.ERRORS,
    **processing.ERRORS,
    **contents.ERRORS,
    **definitions.ERRORS,
    **requests.ERRORS,
    **watching.ERRORS,
}
