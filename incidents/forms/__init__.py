"""What is entered about cases."""
