"""Plain data: what the program talks about. No input or output, no Qt, no database."""
