"""The parts of a case's page."""
