"""Where added files are kept.

Imports nothing: what the window shows of keys and addresses must be loaded fast.
"""
