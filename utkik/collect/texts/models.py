"""The full text of an article, fetched for one organisation that chose so, until it expires."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models

from utkik import clock
from utkik.collect.models import Item
from utkik.collect.same import key
from utkik.people.models import Organised, OrganisedQuerySet
from utkik.work import leases


class OtherName(models.Model):
    """Another key of an item: the page's own address (rel=canonical), learnt when the page was fetched."""

    identity = models.CharField(max_length=80, unique=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.identity


def learn(item: int, address: str) -> int | None:
    """Note a page's own address, so that whoever brings it later brings the same item. Returns the item that has the
    address already, where it is another."""
    if not address:
        return None
    identity = f"link:{key(address)}"
    known = Item.objects.filter(identity=identity).values_list("pk", "purged_at").first()
    if known:
        return known[0] if known[0] != item and known[1] is None else None
    named, _made = OtherName.objects.select_related("item").get_or_create(identity=identity, defaults={"item_id": item})
    return named.item_id if named.item_id != item and named.item.purged_at is None else None


def known_otherwise(identities: Collection[str]) -> dict[str, Item]:
    """Key → the item that has it as another name, of these. A name that a page gave itself keeps nothing away from
    others: once its item was let go, what comes under the name is an article of its own."""
    if not identities:
        return {}
    found = OtherName.objects.filter(identity__among=identities, item__purged_at=None).select_related("item")
    return {one.identity: one.item for one in found}


class ArticleTextQuerySet(OrganisedQuerySet):
    def due(self) -> Self:
        """Those that are still to be fetched and that nobody fetches."""
        return self.filter(leases.unclaimed(), state=ArticleText.State.WAITING, next_check_at__lte=clock.now())

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
    own_address = ""  # what the page just fetched says of itself; not kept here, see OtherName

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "item"], name="article_text_once")]
        indexes = [models.Index(fields=["state", "next_check_at"], name="article_text_due")]

    def __str__(self) -> str:
        return self.address
