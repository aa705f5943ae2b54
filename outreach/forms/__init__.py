"""What is entered of the work with schools."""
