"""What lists of cases are filtered by."""
