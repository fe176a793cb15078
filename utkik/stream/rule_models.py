"""Rules: what the group has agreed to do with articles as they come, and what was done by them."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.collect.models import Source
from utkik.people.models import Area, Membership, Organised, OrganisedQuerySet
from utkik.stream.models import Decision, Entry, OfAnEntry

KEPT_FOR = timedelta(days=30)
LONGEST_MARK = 40


class RuleQuerySet(OrganisedQuerySet):
    def in_force(self) -> Self:
        return self.filter(ended_at=None).order_by("pk")

    def ended_lately(self) -> Self:
        """Those that can still be started again, the latest ended first."""
        return self.filter(ended_at__gte=clock.now() - KEPT_FOR).order_by("-ended_at", "pk")


class Rule(Organised):
    """Scope → condition → action. An article is judged once, when it comes, by the source it came by first."""

    class Condition(models.TextChoices):
        ANY = "any", _("has any of the words")
        ALL = "all", _("has all of the words")
        NONE = "none", _("has none of the words")
        PATTERN = "pattern", _("fits the regular expression")

    class Where(models.TextChoices):
        TEXT = "text", _("the heading or the text")
        TITLE = "title", _("the heading")

    class Action(models.TextChoices):
        DISMISS = "dismiss", _("set it aside as not relevant")
        AREA = "area", _("give it an area")
        MARK = "mark", _("mark it with a word")

    of_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    of_source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=5, choices=Where.choices, default=Where.TEXT)
    condition = models.CharField(max_length=7, choices=Condition.choices, default=Condition.ANY)
    words = models.CharField(max_length=500, help_text="Parted by commas, * at an end; or a regular expression.")
    action = models.CharField(max_length=7, choices=Action.choices, default=Action.DISMISS)
    to_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=LONGEST_MARK, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RuleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(name="rule_has_one_scope", condition=Q(of_area=None) | Q(of_source=None)),
            models.CheckConstraint(name="rule_gives_an_area", condition=~Q(action="area") | Q(to_area__isnull=False)),
            models.CheckConstraint(name="rule_marks_with_a_word", condition=~Q(action="mark") | ~Q(mark="")),
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.words} → {self.action}"


class RuleHit(OfAnEntry):
    """An article that a rule was applied to; by a decision where somebody applied it to what waited."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="hits")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="rule_hits")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "entry"], name="rule_hits_once")]
        indexes = [models.Index(fields=["rule", "-at"], name="rule_hit_newest")]

    def __str__(self) -> str:
        return f"{self.rule_id} → {self.entry_id}"
