"""How the API shows the work with schools, and what it takes in."""
