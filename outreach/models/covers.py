"""Event cover (活动护航): a school asks for police at an event, and what comes of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from campus_safety.geo.outlines import is_within
from outreach.models.steps import StepTaken
from outreach.querysets import EventCoverQuerySet
from outreach.states.covers import COVER_SAYS_WHY, CoverState
from patrols.models import Outing, PatrolPoint
from schools.models import School

MOST_PEOPLE = 10_000
WORST, BEST = 1, 5


class EventCover(models.Model):
    """A school's request for police at an event within one day, and the answer.

    A granted one has a temporary, unpublished point with a duty window. `prepared` are the keys of the checklist
    against theft that the school says it has seen to.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="event_covers"
    )
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="event_covers")
    title = models.CharField(pgettext_lazy("event cover", "what is on"), max_length=100)
    is_off_campus = models.BooleanField(_("off campus"), default=False)
    place = models.CharField(_("where exactly"), max_length=100, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    people = models.PositiveIntegerField(
        _("how many people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    # Who of the school watches phones, bags and instruments: a role, not a name.
    valuables_watched_by = models.CharField(_("valuables are watched by"), max_length=100)
    wishes = models.CharField(_("what else police should know"), max_length=500, blank=True)
    prepared = models.JSONField(_("seen to"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CoverState.choices, default=CoverState.REQUESTED)
    requested_at = models.DateTimeField(_("requested at"))
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")
    officers = models.ManyToManyField(User, verbose_name=_("officers"), related_name="event_covers", blank=True)
    point = models.OneToOneField(
        PatrolPoint, verbose_name=_("temporary patrol point"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="event_cover",
    )  # fmt: skip
    # How it went, from 1 (badly) to 5 (very well), by both sides.
    school_mark = models.PositiveSmallIntegerField(_("mark of the school"), null=True, blank=True)
    school_words = models.CharField(_("words of the school"), max_length=500, blank=True)
    school_said_at = models.DateTimeField(_("the school said so at"), null=True, blank=True)
    police_mark = models.PositiveSmallIntegerField(_("mark of police"), null=True, blank=True)
    police_words = models.CharField(_("words of police"), max_length=500, blank=True)
    police_said_at = models.DateTimeField(_("police said so at"), null=True, blank=True)
    # Of what a program sent: its own name for the request, and the SHA-256 of all that it said.
    uuid = models.UUIDField(_("UUID"), null=True, unique=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, db_default="", editable=False)

    objects: ClassVar[EventCoverQuerySet] = EventCoverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("event cover")
        verbose_name_plural = _("event covers")
        constraints = [
            place_constraint("outreach_eventcover_place"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="outreach_eventcover_span"),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="outreach_eventcover_people"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(valuables_watched_by=""), name="outreach_eventcover_says"
            ),
            models.CheckConstraint(
                condition=~Q(state=CoverState.APPROVED) | Q(point__isnull=False), name="outreach_eventcover_approved"
            ),
            models.CheckConstraint(
                condition=Q(school_mark__isnull=True, school_said_at__isnull=True)
                | Q(school_mark__isnull=False, school_said_at__isnull=False, school_mark__range=(WORST, BEST)),
                name="outreach_eventcover_school_mark",
            ),
            models.CheckConstraint(
                condition=Q(police_mark__isnull=True, police_said_at__isnull=True)
                | Q(police_mark__isnull=False, police_said_at__isnull=False, police_mark__range=(WORST, BEST)),
                name="outreach_eventcover_police_mark",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "starts_at"], name="outreach_eventcover_month"),
            models.Index(fields=["school", "starts_at"], name="outreach_eventcover_school"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the event cover."""
        return reverse("outreach:cover", args=[self.pk])

    @property
    def is_undecided(self) -> bool:
        """Whether the station has still to decide."""
        return self.state == CoverState.REQUESTED

    @property
    def is_approved(self) -> bool:
        """Whether police come, or came."""
        return self.state == CoverState.APPROVED

    @property
    def is_outside(self) -> bool:
        """Whether the place lies outside the unit's outline; of a unit without an outline none does."""
        outline = self.unit.outline
        return bool(outline) and not is_within((self.latitude, self.longitude), outline)


class CoverStep(StepTaken):
    """A step of an event cover."""

    cover = models.ForeignKey(EventCover, verbose_name=_("event cover"), on_delete=models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = _("step of an event cover")
        verbose_name_plural = _("steps of event covers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=COVER_SAYS_WHY) | ~Q(text=""), name="outreach_coverstep_says_why"
            )
        ]

    @property
    def label(self) -> str:
        """What it turned the event cover to, in words."""
        return str(CoverState(self.after).label)


class CoverOuting(models.Model):
    """An outing that officers started for an event cover: only by it does the cover count."""

    cover = models.ForeignKey(
        EventCover, verbose_name=_("event cover"), on_delete=models.PROTECT, related_name="outings"
    )
    outing = models.OneToOneField(
        Outing, verbose_name=_("outing"), on_delete=models.PROTECT, related_name="event_cover"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("outing for an event cover")
        verbose_name_plural = _("outings for event covers")

    def __str__(self) -> str:
        return f"{self.cover} · {self.outing}"
