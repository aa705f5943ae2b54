"""Activities with schools: visits, lectures, drills and the like, each logged once; and the measures they serve."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from campus_safety.uploads.models import StoredFile
from outreach.models.steps import StepTaken
from outreach.querysets import (
    ActivityPhotoQuerySet,
    ActivityQuerySet,
    ActivitySchoolQuerySet,
    MeasureQuerySet,
)
from outreach.states.activities import ACTIVITY_SAYS_WHY, TOOK_PLACE, ActivityState, Answer
from schools.models import School

MOST_HEADS = 10_000
MOST_CLASS_HOURS = 12
MOST_DRILL_MIN = 240


class Measure(models.Model):
    """One of the measures by which the station serves its schools (服务学校29条): a number, and its words."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.CharField(pgettext_lazy("measure", "title"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects: ClassVar[MeasureQuerySet] = MeasureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")

    def __str__(self) -> str:
        number = _("Measure %(number)s") % {"number": self.number}
        return f"{number} · {self.title}" if self.title else number


class Activity(models.Model):
    """Something that officers do with one school or several: planned, held, confirmed by the schools.

    Who took part is counted by heads and never named. `class_hours` are those of a lecture, `drill_min` the minutes
    that a drill took until all were out.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", pgettext_lazy("activity", "visit")
        LECTURE = "lecture", pgettext_lazy("activity", "lecture")
        DRILL = "drill", pgettext_lazy("activity", "drill")
        OPEN_DAY = "open_day", pgettext_lazy("activity", "open day at the station")
        CONTACT_CARDS = "contact_cards", pgettext_lazy("activity", "contact cards and leaflets")
        CAMERA_ADVICE = "camera_advice", pgettext_lazy("activity", "advice on cameras")
        MEETING = "meeting", pgettext_lazy("activity", "meeting")

    class Drill(models.TextChoices):
        EVACUATION = "evacuation", pgettext_lazy("drill", "evacuation")
        ANTI_VIOLENCE = "anti_violence", pgettext_lazy("drill", "against terror and violence")
        FIRE = "fire", pgettext_lazy("drill", "fire")
        EARTHQUAKE = "earthquake", pgettext_lazy("drill", "earthquake")
        BUS = "bus", pgettext_lazy("drill", "school bus")

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="activities"
    )
    kind = models.CharField(pgettext_lazy("activity", "kind"), max_length=15, choices=Kind.choices)
    title = models.CharField(pgettext_lazy("activity", "what it is about"), max_length=100)
    schools = models.ManyToManyField(
        School, verbose_name=_("schools"), through="outreach.ActivitySchool", related_name="activities"
    )
    officers = models.ManyToManyField(User, verbose_name=_("officers"), related_name="activities")
    # A visit by the heads of station, bureau or district.
    with_leaders = models.BooleanField(_("with leaders"), default=False)
    place = models.CharField(_("where exactly"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    class_hours = models.DecimalField(
        _("class hours"), max_digits=3, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_CLASS_HOURS)],
    )  # fmt: skip
    drill = models.CharField(
        pgettext_lazy("activity", "kind of drill"), max_length=15, choices=Drill.choices, blank=True
    )
    drill_min = models.DecimalField(
        _("minutes taken"), max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_DRILL_MIN)],
    )  # fmt: skip
    children = models.PositiveIntegerField(_("children"), default=0, validators=[MaxValueValidator(MOST_HEADS)])
    staff = models.PositiveIntegerField(_("staff"), default=0, validators=[MaxValueValidator(MOST_HEADS)])
    parents = models.PositiveIntegerField(_("parents"), default=0, validators=[MaxValueValidator(MOST_HEADS)])
    tools = models.CharField(_("tools shown"), max_length=200, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=1000, blank=True)
    measures = models.ManyToManyField(Measure, verbose_name=_("measures"), related_name="activities", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED)
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")
    # Of what a program sent: its own name for the request, and the SHA-256 of all that it said.
    uuid = models.UUIDField(_("UUID"), null=True, unique=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, db_default="", editable=False)

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="outreach_activity_span"),
            models.CheckConstraint(condition=~Q(title=""), name="outreach_activity_title"),
            models.CheckConstraint(
                condition=Q(class_hours__isnull=True)
                | Q(kind="lecture", class_hours__gt=0, class_hours__lte=MOST_CLASS_HOURS),
                name="outreach_activity_class_hours",
            ),
            models.CheckConstraint(
                condition=Q(kind="drill") & ~Q(drill="") | ~Q(kind="drill") & Q(drill="", drill_min__isnull=True),
                name="outreach_activity_drill",
            ),
            models.CheckConstraint(
                condition=Q(drill_min__isnull=True) | Q(drill_min__gt=0, drill_min__lte=MOST_DRILL_MIN),
                name="outreach_activity_drill_min",
            ),
            models.CheckConstraint(
                condition=Q(children__lte=MOST_HEADS, staff__lte=MOST_HEADS, parents__lte=MOST_HEADS),
                name="outreach_activity_heads",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "starts_at"],
                include=["kind", "state", "class_hours", "children", "staff", "parents"],
                name="outreach_activity_month",
            ),
            models.Index(
                fields=["unit", "starts_at"], condition=Q(drill="evacuation"), name="outreach_activity_evacuation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.title}"

    def get_absolute_url(self) -> str:
        """The activity's page."""
        return reverse("outreach:activity", args=[self.pk])

    @property
    def heads(self) -> int:
        """Children, staff and parents together: those who were educated (受教育师生, with the parents)."""
        return self.children + self.staff + self.parents

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be held."""
        return self.state == ActivityState.PLANNED

    @property
    def has_taken_place(self) -> bool:
        """Whether it was held, confirmed or not: it counts."""
        return self.state in TOOK_PLACE

    @property
    def is_of_one_day(self) -> bool:
        """Whether it begins and ends on the same day."""
        return local_day(self.starts_at) == local_day(self.ends_at)


class ActivitySchool(models.Model):
    """A school of an activity, and whether it says that it was so."""

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.CASCADE, related_name="attendances"
    )
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="attendances")
    answer = models.CharField(
        pgettext_lazy("activity", "answer of the school"), max_length=10, choices=Answer.choices, blank=True
    )
    text = models.CharField(_("words"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[ActivitySchoolQuerySet] = ActivitySchoolQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("school of an activity")
        verbose_name_plural = _("schools of activities")
        constraints = [
            models.UniqueConstraint(fields=["activity", "school"], name="outreach_activityschool_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="outreach_activityschool_answered",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.OBJECTED) | ~Q(text=""), name="outreach_activityschool_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.school)

    @property
    def is_confirmed(self) -> bool:
        """Whether the school says that it was so."""
        return self.answer == Answer.CONFIRMED

    @property
    def has_objected(self) -> bool:
        """Whether the school says that it was not so."""
        return self.answer == Answer.OBJECTED


class ActivityStep(StepTaken):
    """A step of an activity."""

    activity = models.ForeignKey(Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = _("step of an activity")
        verbose_name_plural = _("steps of activities")
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=ACTIVITY_SAYS_WHY) | ~Q(text=""), name="outreach_activitystep_says_why"
            )
        ]

    @property
    def label(self) -> str | Promise:
        """What was done, in words."""
        if self.before == self.after and self.text:
            return _("A school objects")
        if self.before in TOOK_PLACE and self.after == ActivityState.HELD:
            return _("Put right; the schools are asked anew")
        if self.before == ActivityState.CANCELLED:
            return _("Planned again")
        return ActivityState(self.after).label


class ActivityPhoto(models.Model):
    """A photo of an activity, on which no child can be recognised."""

    activity = models.ForeignKey(Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="activity_photo"
    )

    objects: ClassVar[ActivityPhotoQuerySet] = ActivityPhotoQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo of an activity")
        verbose_name_plural = _("photos of activities")

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        """The photo itself."""
        return reverse("outreach:activity_photo", args=[self.file.token])
