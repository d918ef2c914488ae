"""The page Insights: how many files and rows, how fast, and what had to be corrected."""
