"""The pages of the commander's desk: one module for each."""
