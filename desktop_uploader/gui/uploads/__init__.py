"""The page Uploads: the history as a table, what to show of it, and the chosen files beside it."""
