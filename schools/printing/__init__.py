"""What is printed of a school: the rectification notice, and the dossier with the blocks of its sections."""
