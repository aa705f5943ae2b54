"""Letters of appointment, and notices for the wall."""
