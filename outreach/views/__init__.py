"""Pages of the work with schools."""
