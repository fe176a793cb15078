"""The log of acts, drafts of what is being written, forms that were sent, files, and messages to deliver."""

from __future__ import annotations

import secrets

from django.core.files.storage import storages
from django.db import models

from utkik import clock
from utkik.people.models.members import Membership, User
from utkik.people.models.organisations import Organised


class Act(Organised):
    """One thing that was done: who, what, to which object, ids and names of changed fields.

    Append-only: a trigger in the database refuses UPDATE, and DELETE but for months named in a recorded
    gallring decision. The value of a personal field never stands here.
    """

    at = models.DateTimeField(default=clock.now, db_index=True)
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60, help_text="app.Model of the object")
    thing_id = models.BigIntegerField(null=True)
    changed = models.JSONField(default=list)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "thing", "thing_id", "at"], name="act_history_of_a_thing"),
            models.Index(fields=["organisation", "-at"], name="act_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing} {self.thing_id}"


class DisposalDecision(Organised):
    """A recorded decision (gallringsbeslut) by which an analyst lets months of the log go."""

    decided_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    log_month = models.DateField(help_text="First day of the month of the log that may be deleted.")

    def __str__(self) -> str:
        return f"{self.log_month:%Y-%m}"


class Draft(Organised):
    """What a member is writing in one form, as it was last saved; it survives log-out and crash."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120, help_text="Which form: 'comment-12', 'report-2026-05-introduction' …")
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="draft_once_per_form")]

    def __str__(self) -> str:
        return self.key


class SubmittedForm(models.Model):
    """A form that was sent, by its hidden key: sent again it leads to the first result."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return self.key


def random_name(upload: Upload, filename: str) -> str:
    """Where a file lies: under the organisation, with a name nobody can guess and none that a user chose."""
    return f"{upload.organisation_id}/{secrets.token_urlsafe(24)}"


def upload_storage():
    return storages["uploads"]


class Upload(Organised):
    """A file someone gave. It is read only through a view that asks who may see what it hangs on."""

    file = models.FileField(upload_to=random_name, storage=upload_storage, max_length=200)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Delivery(Organised):
    """One message to one recipient. SENDING is committed before the server is asked, so nobody gets it twice."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        FILED = "filed"  # there is no mail server: it lies as a file, and is read in Administration
        STOPPED = "stopped"  # the recipient wanted no more of it, or left, before it was sent

    recipient = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254)
    occasion = models.CharField(max_length=120, help_text="What it is about: 'report-12-edition-1', 'invitation-3' …")
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    unsubscribe = models.CharField(
        max_length=500, blank=True, help_text="The address that stops this kind of mail with one request."
    )
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    holds_key = models.BooleanField(
        default=False, help_text="The text has a link that lets somebody in: it is wiped once it is sent."
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    try_at = models.DateTimeField(null=True, blank=True, help_text="Not before: the mail server was away.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "occasion", "address"], name="delivery_once_per_recipient"),
        ]

    def __str__(self) -> str:
        return self.occasion
