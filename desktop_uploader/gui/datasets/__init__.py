"""The page Datasets: what each kind of file must look like, and what a change of that would do."""
