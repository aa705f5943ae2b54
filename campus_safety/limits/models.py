"""How much of a limit is used up."""

from django.db import models


class Use(models.Model):
    """How often something was done in a span of time. Who did it is a keyed hash, which nobody can turn back."""

    key = models.CharField(max_length=64)
    begins_at = models.DateTimeField()
    # From then on the row says nothing any more, and is dropped.
    ends_at = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "use"
        verbose_name_plural = "uses"
        constraints = [models.UniqueConstraint(fields=["key", "begins_at"], name="limits_use_once")]

    def __str__(self) -> str:
        return f"{self.times}"
