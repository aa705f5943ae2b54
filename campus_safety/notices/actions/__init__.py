"""Writing notices, channels and deliveries. Apps below write their notices by `write_notices`, and by nothing else."""

from campus_safety.notices.actions.writing import Draft, write_notices

__all__ = ["Draft", "write_notices"]
