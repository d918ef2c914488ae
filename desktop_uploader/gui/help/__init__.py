"""What a person who is stuck, or new, finds."""
