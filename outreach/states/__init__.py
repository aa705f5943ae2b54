"""Which state of a row may follow which: one table for each kind of row. Nothing else decides it."""
