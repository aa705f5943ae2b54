"""A report as a document: the briefing that a unit hands up and round (工作通报)."""
