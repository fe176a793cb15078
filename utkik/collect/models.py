"""What is fetched and what came: feeds and items are the installation's, sources an organisation's."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.collect.address import host_of_request
from utkik.people.models import Area, Level, Membership, Organisation, Organised, OrganisedQuerySet, Place
from utkik.work import heartbeat, leases


class FeedQuerySet(models.QuerySet):
    def followed(self) -> Self:
        """Feeds that some organisation follows and has not paused; letters come by mail and are not fetched."""
        following = Source.objects.filter(feed=models.OuterRef("pk"), removed_at=None, paused_at=None)
        return self.filter(models.Exists(following)).exclude(kind=Feed.Kind.LETTERS)

    def due(self) -> Self:
        """Followed feeds whose time has come and that nobody holds."""
        return self.free().followed().filter(next_check_at__lte=clock.now(), retired_at=None)

    def free(self) -> Self:
        """Feeds that nobody holds, at hosts that no other worker asks just now."""
        held = Feed.objects.filter(claimed_until__gte=clock.now()).exclude(claimed_by=heartbeat.name())
        return self.filter(leases.unclaimed()).exclude(host__in=held.values("host"))


class Feed(models.Model):
    """An address that is fetched once, however many organisations follow it, and how what stands there is read."""

    class Kind(models.TextChoices):
        FEED = "feed", _("Feed")
        LISTING = "listing", _("List on a page")
        PAGE = "page", _("One page")
        LETTERS = "letters", _("Newsletter")

    address = models.CharField(max_length=2000)
    identity = models.CharField(
        max_length=2100, unique=True, help_text="The address without what tells none apart; how a page is read."
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FEED)
    selector = models.CharField(max_length=500, blank=True, help_text="CSS: what of a page is read; none: proposed.")
    title = models.CharField(max_length=500, blank=True)
    site = models.CharField(max_length=2000, blank=True)
    form = models.CharField(max_length=10, blank=True, help_text="rss, rdf, atom, json, listing or page")
    language = models.CharField(max_length=16, blank=True)

    etag = models.CharField(max_length=1000, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    moved_seen = models.PositiveSmallIntegerField(default=0)
    host = models.CharField(max_length=260, blank=True, editable=False, help_text="Whom the address asks.")
    asks = models.DurationField(default=timedelta(0), help_text="How seldom the feed itself asks to be fetched.")
    quiet = models.JSONField(default=dict, help_text="When it asks to be left alone: hours (UTC) and weekdays.")
    news_at = models.DateTimeField(null=True, blank=True, help_text="When it last brought something.")

    next_check_at = models.DateTimeField(default=clock.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=120, blank=True, editable=False)
    interval = models.DurationField(default=timedelta(hours=1))
    checked_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_cause = models.CharField(max_length=500, blank=True)
    warning_code = models.CharField(max_length=40, blank=True)
    answered = models.JSONField(default=dict, help_text="The last answer that was not “nothing new”: see answers.py.")
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = FeedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_check_at"], name="feed_due_first"),
            models.Index(fields=["claimed_until", "host"], condition=~Q(claimed_until=None), name="feed_held"),
        ]

    def __str__(self) -> str:
        return self.address

    def save(self, *args, **kwargs) -> None:
        self.host = host_of_request(self.address)
        super().save(*args, **kwargs)


class Memory(models.Model):
    """What a watched page was like, so that what is new can be told from what is not. Feeds need none."""

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="memory")
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.feed_id}"


KEPT_FOR = timedelta(days=30)


class SourceQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Those that are read; what colleagues send comes by no feed and stands beside them."""
        return self.filter(removed_at=None, is_tips=False)

    def removed_lately(self) -> Self:
        """Those that can still be had back, the latest removed first."""
        return self.filter(removed_at__gte=clock.now() - KEPT_FOR).order_by("-removed_at", "pk")

    def unwell(self) -> Self:
        """Those whose feed could not be read the last time."""
        return self.filter(paused_at=None).exclude(feed__error_code="")

    def watched_by(self, member: Membership) -> Self:
        """Those in the areas the member owns or is deputy of, and those that wait for everybody."""
        return self.filter(Q(area=None) | Q(area__owner=member) | Q(area__deputy=member))


class Rhythm(models.TextChoices):
    """How often a person wants a source fetched; by itself it follows how often the feed publishes."""

    ITSELF = "", _("As often as it publishes")
    HOURLY = "hourly", _("Every hour")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")


class Intake(Organised):
    """A file of sources that is taken in, portion by portion, while its progress is shown."""

    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    size = models.PositiveIntegerField()
    outlines = models.JSONField(default=list, help_text="What is left to take in.")
    there = models.JSONField(default=list, help_text="The names of what was followed already.")
    refused = models.JSONField(default=list, help_text="Name and reason of what gives no source.")
    claimed_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.pk}"


class Source(Organised):
    """An organisation's following of a feed. Without an area it waits for everybody (Alla områden)."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400, editable=False, default="")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    level = models.CharField(max_length=5, choices=Level.choices, default=Level.WIDER)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    open_port = models.CharField(
        max_length=270, blank=True, help_text="host:port that an analyst lets be asked, besides the web's own ports."
    )
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, blank=True)
    texts_since = models.DateTimeField(null=True, blank=True, help_text="Since when whole texts are fetched, or not.")
    added_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True, help_text="When somebody last said that it stays.")
    intake = models.ForeignKey(Intake, null=True, blank=True, on_delete=models.SET_NULL, related_name="sources")
    earlier_feed = models.ForeignKey(
        Feed,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="led_on",
        help_text="Which moved to its feed.",
    )
    moved_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is read by its feed, if it moved.")
    version = models.PositiveIntegerField(default=1)
    is_tips = models.BooleanField(default=False, help_text="What colleagues send: one per organisation, never fetched.")

    objects = SourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "feed"], condition=Q(removed_at=None), name="source_follows_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One thing that came, stored once however often and in however many feeds it comes.

    What was said about it stands in its sightings, feed by feed: outside this step an item is reached only
    through an organisation's entry, its texts only through the organisation's own sightings.
    """

    identity = models.CharField(
        max_length=80, unique=True, help_text="Hash of the canonical address, else of feed and guid, else of the text."
    )
    address = models.CharField(max_length=2000, blank=True, help_text="Canonical and absolute, or none.")
    published_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField(default=clock.now)
    private_to = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purged_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.address or self.identity


class SightingQuerySet(models.QuerySet):
    def of_organisation(self, organisation: Organisation | int) -> Self:
        """What the organisation's own sources said."""
        return self.filter(feed__sources__organisation=organisation, feed__sources__removed_at=None).distinct()


class Sighting(models.Model):
    """An item as one feed told it: its guid there and its own text."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="sightings")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="sightings")
    guid_hash = models.CharField(max_length=64)
    link = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500)
    summary_html = models.TextField(blank=True)
    summary_text = models.TextField(blank=True)
    language = models.CharField(max_length=16, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    text_hash = models.CharField(max_length=64)

    objects = SightingQuerySet.as_manager()
    terms = ""  # its search terms, where the process that read it made them; not kept here

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "guid_hash"], name="sighting_once_per_feed")]
        indexes = [models.Index(fields=["feed", "-first_seen_at", "published_at"], name="sighting_newest_of_feed")]

    def __str__(self) -> str:
        return self.title


from utkik.collect.letters import models as mail_models  # noqa: E402, F401 – more models: Django looks for them here
from utkik.collect.texts import models as text_models  # noqa: E402, F401 – more models: Django looks for them here
