"""The pages of the schools."""
