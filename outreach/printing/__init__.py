"""What the work with schools prints."""
