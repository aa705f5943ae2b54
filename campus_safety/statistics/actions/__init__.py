"""What is done with reports: one module for each noun."""
