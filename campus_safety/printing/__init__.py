"""Documents to print: a sheet of paper in Chinese type, the blocks that it is laid out of, and how it is served."""
