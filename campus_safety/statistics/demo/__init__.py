"""What the story of 2018 tells in figures, for the demonstration."""
