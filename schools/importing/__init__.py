"""Schools from a workbook and into one: the columns, the check of every row, the writing."""
