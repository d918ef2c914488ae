"""The look at a file of an unknown kind before anything of it is saved."""
