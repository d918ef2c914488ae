"""From a file to saved rows: read, find the headings, map, check, save. Runs in the child process.

Imports nothing: whoever needs one part does not pay for the others.
"""
