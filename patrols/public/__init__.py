"""What the public sees: the count of the day, the pages made of it, and the bytes kept of them."""
