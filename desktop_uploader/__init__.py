"""Desktop Uploader: drop Excel files on a window and watch their rows arrive, checked, in a database."""

__version__ = "0.1.0"
