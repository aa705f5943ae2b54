"""What lists of the work with schools are filtered by."""
