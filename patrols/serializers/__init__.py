"""How the API shows patrols, and what it takes in."""
