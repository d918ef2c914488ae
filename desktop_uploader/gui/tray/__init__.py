"""The icon that stands for the program, and the system's messages."""
