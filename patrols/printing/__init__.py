"""What the patrols print."""
