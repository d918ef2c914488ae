"""From a file to saved rows: read, find the headings, map, check, save. Runs in the child process."""

from .importing import run_check, run_import, run_infer

__all__ = ["run_check", "run_import", "run_infer"]
