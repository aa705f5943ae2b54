"""What pages ask for, checked for shape before an action sees it."""
