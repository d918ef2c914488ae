"""The worker: claims tasks and has child processes do them. No Qt.

Imports nothing: a child process, which begins in this package, must start fast.
"""
