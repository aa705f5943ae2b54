"""Lists: filtered by the address, a page at a time, with a named error for what the address gets wrong."""
