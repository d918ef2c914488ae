"""The kinds of file."""

KINDS = ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv")
"""Endings of files that can be added."""
