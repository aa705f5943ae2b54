"""A report as a document, in every form, and who is sent it."""
