"""Premises round the schools."""
