"""Workbooks (.xlsx): reading those that strangers made, and writing our own."""
