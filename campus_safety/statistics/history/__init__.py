"""What units counted before they had the portal: the columns of a list of it, the check of every row, its page."""
