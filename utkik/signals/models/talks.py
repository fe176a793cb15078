from __future__ import annotations

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.people.models import Guest, Membership, Organised, Role


class Conversation(Organised):
    """A discussion. Its owner (a signal, a report, a trend …) holds it and says who may take part and where it is."""

    audience = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.title


class Comment(Organised):
    """Something said in a conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=8, default="sv")
    at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comment_is_a_members_or_a_guests",
                condition=Q(author__isnull=False, guest=None) | Q(author=None, guest__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["conversation", "at"], name="comment_in_order")]

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.pk}"

    @property
    def speaker(self) -> str:
        """Who said it: a member's name, or a guest's with where they come from."""
        if self.author:
            return self.author.name
        return ", ".join(filter(None, [self.guest.name, self.guest.affiliation])) if self.guest else ""


class CommentRevision(Organised):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "version"], name="comment_revision_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"


class Mention(Organised):
    """Somebody named in something said."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="mention_once_per_comment")]

    def __str__(self) -> str:
        return f"{self.comment_id} @{self.member_id}"
