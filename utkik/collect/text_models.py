"""The full text of an article, fetched for one organisation that chose so, until it expires."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.collect.models import Item
from utkik.people.models import Organised, OrganisedQuerySet


class ArticleTextQuerySet(OrganisedQuerySet):
    def due(self) -> Self:
        """Those that are still to be fetched and that nobody fetches."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=clock.now())
        return self.filter(free, state=ArticleText.State.WAITING, next_check_at__lte=clock.now())

    def outlived(self) -> Self:
        return self.filter(state=ArticleText.State.HAD, expires_at__lte=clock.now())


class ArticleText(Organised):
    """One per organisation and item: asked for once, whatever came of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        HAD = "had"
        NOT_ALLOWED = "not_allowed"
        RESERVED = "reserved"
        FAILED = "failed"
        EXPIRED = "expired"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=2000)
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=16, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_check_at = models.DateTimeField(default=clock.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleTextQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "item"], name="article_text_once")]
        indexes = [models.Index(fields=["state", "next_check_at"], name="article_text_due")]

    def __str__(self) -> str:
        return self.address
