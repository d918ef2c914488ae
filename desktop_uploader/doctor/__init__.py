"""Looks whether everything is in order, and restores what can be restored."""
