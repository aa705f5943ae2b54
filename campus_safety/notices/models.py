"""Notices (the inbox), the channels that a person has chosen, and the deliveries to them (the outbox)."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from encrypted_fields.fields import EncryptedTextField

from campus_safety.accounts.models import User
from campus_safety.notices.failures import in_words
from campus_safety.notices.querysets import ChannelQuerySet, DeliveryQuerySet, NoticeQuerySet
from campus_safety.notices.targets import masked

MOST_ATTEMPTS = 3


class Notice(models.Model):
    """One message to one person, in the inbox. Written once for its key, whoever tries it again."""

    recipient = models.ForeignKey(User, verbose_name=_("recipient"), on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    # What it is about: the same key is never written twice for one person.
    key = models.CharField(_("key"), max_length=120)
    # What the kind makes its words of (campus_safety.notices.kinds): ids, codes, moments; no one's personal data.
    data = models.JSONField(_("data"), default=dict)
    # Where it leads, within the portal.
    url = models.CharField(_("address"), max_length=200)
    made_at = models.DateTimeField(_("made at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notices_notice_once"),
            models.CheckConstraint(
                condition=models.Q(read_at__isnull=True) | models.Q(read_at__gte=models.F("made_at")),
                name="notices_notice_read_after_made",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-made_at"], name="notices_notice_inbox"),
            models.Index(fields=["recipient"], condition=models.Q(read_at__isnull=True), name="notices_notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class QuietHours(models.Model):
    """When a person wants no message on any channel; the inbox fills all the same. May pass midnight."""

    user = models.OneToOneField(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="quiet_hours")
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    lets_urgent_through = models.BooleanField(_("urgent messages come through"), default=True)

    class Meta:
        verbose_name = _("quiet hours")
        verbose_name_plural = _("quiet hours")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(starts_at=models.F("ends_at")), name="notices_quiethours_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class Channel(models.Model):
    """One way out of the house to one person: a mail address, or a robot of WeCom, DingTalk, Feishu, or a webhook."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("mail")
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")
        WEBHOOK = "webhook", _("webhook")

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    # The address, or the robot's key: whoever holds it can write there, so it is encrypted and shown masked.
    target = EncryptedTextField(_("address or key"))
    is_active = models.BooleanField(_("in use"), default=True)
    made_at = models.DateTimeField(_("made at"))
    # The last message that got through, and since when none does (None: the last one did).
    sent_at = models.DateTimeField(_("last sent at"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    objects: ClassVar[ChannelQuerySet] = ChannelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["user", "pk"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("notices:channel", args=[self.pk])

    @property
    def masked_target(self) -> str:
        """What is shown of the target."""
        return masked(self.kind, self.target)


class Delivery(models.Model):
    """One notice on its way to one channel: a row of the outbox, claimed by the worker when it is due."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", pgettext_lazy("delivery", "failed")
        DROPPED = "dropped", _("dropped")

    # A test message belongs to no notice.
    notice = models.ForeignKey(
        Notice, verbose_name=_("notice"), null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(_("made at"))
    due_at = models.DateTimeField(_("due at"))
    # Counted before the work, so that one that kills its worker is given up.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    settled_at = models.DateTimeField(_("sent or given up at"), null=True, blank=True)
    # Why the last attempt failed, as a code (campus_safety.notices.failures): never the address, nor a server's words.
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", settled_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(settled_at__isnull=False)),
                name="notices_delivery_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="notices_delivery_due"),
            models.Index(fields=["channel", "-made_at"], name="notices_delivery_of_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_spent(self) -> bool:
        """Whether it has been tried often enough; a test once, for somebody waits for its verdict."""
        return self.attempts >= (MOST_ATTEMPTS if self.notice_id else 1)

    @property
    def error_in_words(self) -> str:
        """Why the last attempt failed, in the language that is active."""
        return in_words(self.error)


class ApprovedHost(models.Model):
    """A host to which messages of one kind may go: the administrator's choice, and never a private address."""

    kind = models.CharField(_("kind"), max_length=10, choices=Channel.Kind.choices)
    host = models.CharField(_("host"), max_length=253)
    reason = models.CharField(_("what for"), max_length=200, blank=True)
    approved_by = models.ForeignKey(
        User, verbose_name=_("approved by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"))

    class Meta:
        ordering = ["kind", "host"]
        verbose_name = _("approved host")
        verbose_name_plural = _("approved hosts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "host"], name="notices_approvedhost_once"),
            models.CheckConstraint(condition=~models.Q(host=""), name="notices_approvedhost_host"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.host}"
