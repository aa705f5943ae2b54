"""Patrols over the API: all to read, outings and check-ins to write."""
