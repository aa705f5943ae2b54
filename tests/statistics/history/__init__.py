"""Figures from before the portal."""
