"""Starts the program with the system, for the person who is signed in; a module for each platform."""

from .base import Autostart
from .command import own_command
from .platforms import autostart

__all__ = ["Autostart", "autostart", "own_command"]
