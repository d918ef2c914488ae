"""Cells that break importers. The numbers are those of the cases in the collection that this list was made from."""
