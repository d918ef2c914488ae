"""What goes wrong with a person's own object is about that object alone, not about the place where files are kept."""

from ..model.errors import SourceError, StorageError


def about_object(error: StorageError, name: str) -> StorageError | SourceError:
    """The error as it is told of an object that a person picked; what hits the whole server stays as it is."""
    match error.code:
        case "storage-missing":
            return SourceError("source-gone", name=name)
        case "storage-no-bucket":
            return SourceError("source-no-bucket", **error.params)
        case "storage-denied":
            return SourceError("source-denied", name=name, **error.params)
        case "storage-wrong-region":
            return StorageError(error.code, alone=True, **error.params)
    return error
