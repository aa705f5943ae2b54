"""What is asked for about reports."""
