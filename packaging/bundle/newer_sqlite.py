"""Runs before the program where the bundle brings a newer SQLite: puts it in the place of Python's own module."""

import sys

import pysqlite3
import pysqlite3.dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
