"""The parts of the page Records."""
