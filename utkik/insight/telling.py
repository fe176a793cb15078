"""What is searched beside signals, reports and articles: what there is little of. It is read whole, newest first, and
compared here, word for word as the database does it for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from utkik.insight.models import Pattern
from utkik.meetings.models import DayPart, Example, Forum, Question, ThemeDay, Visit
from utkik.people.models import Membership
from utkik.reports.models import Analysis, AnalysisEdition, Commission, FollowUp
from utkik.signals.models import Comment
from utkik.text import search
from utkik.text.search import Query
from utkik.trends.models import Trend

NAMES = {
    "trends": gettext_lazy("Trends"),
    "analyses": gettext_lazy("Budget analyses"),
    "results": gettext_lazy("How it went"),
    "commissions": gettext_lazy("Commissions"),
    "forums": gettext_lazy("Forums"),
    "questions": gettext_lazy("Questions"),
    "contributions": gettext_lazy("Contributions to forums"),
    "days": gettext_lazy("Theme days"),
    "examples": gettext_lazy("Examples"),
    "visits": gettext_lazy("Study visits"),
    "patterns": gettext_lazy("Patterns"),
}
AFTER_REPORTS = tuple(NAMES)[1:]
OF_AREAS = ("results", "commissions", "examples")


@dataclass(frozen=True)
class Told:
    """One thing that may be found: where it is, when it was last told of, and everything it says. `terms`: what it is
    found by, where that is stored. `by_title`: whether its title is its own, and finds it."""

    pk: int
    url: str
    title: str
    texts: list[str]
    at: datetime
    meta: str = ""
    state: str = ""
    level: str = ""
    area: int | None = None
    terms: str = ""
    by_title: bool = True

    def is_found(self, query: Query) -> bool:
        if self.terms:
            return search.finds(query, self.terms)
        return search.finds_in(query, *([self.title, self.meta] if self.by_title else []), *self.texts)


def found(query: Query, member: Membership) -> Iterator[tuple[str, Told]]:
    """Everything of these kinds that the member may see and the words find, the newest of each kind first."""
    for kind, read in _READ.items():
        yield from ((kind, one) for one in read(member) if one.is_found(query))


def _trends(member: Membership) -> Iterable[Told]:
    trends = Trend.objects.seen_by(member).select_related("organisation", "force")
    for trend in trends.order_by("-changed_at", "-pk"):
        force = trend.force.name if trend.force else ""
        state = "" if trend.stands else _("Followed no more")
        texts = [trend.text, trend.happening]
        terms = f"{trend.search_terms} {search.terms(force)}" if trend.search_terms else ""
        url = trend.get_absolute_url()
        yield Told(trend.pk, url, trend.name, texts, trend.changed_at, force, state, terms=terms)


def _analyses(member: Membership) -> Iterable[Told]:
    """The newest edition of each; for the group also what no edition holds yet."""
    if member.in_group:
        for one in Analysis.objects.for_member(member).filter(editions=None):
            url = reverse("reports:analysis_build", args=[member.organisation.slug, one.year])
            title, texts = f"{one.year}: {one.title}".rstrip(": "), [one.introduction, one.summary, one.method]
            state = pgettext("analysis", "In the making")
            yield Told(one.pk, url, title, texts, one.created_at, "", state)
    editions = AnalysisEdition.objects.for_member(member).select_related("analysis__organisation")
    seen = set()
    for edition in editions.defer("tree", "article").order_by("-analysis__year", "-number"):
        analysis = edition.analysis
        if analysis.pk in seen:
            continue
        seen.add(analysis.pk)
        title = f"{analysis.year}: {edition.title}"
        url = analysis.get_absolute_url()
        yield Told(analysis.pk, url, title, [], edition.published_at, terms=edition.search_terms)


def _results(member: Membership) -> Iterable[Told]:
    """What became of what was taken further, once it is told."""
    rows = FollowUp.objects.for_member(member).done()
    rows = rows.select_related("organisation", "unit", "response__outcome__signal")
    for row in rows.order_by("-result_at", "-pk"):
        signal = row.response.outcome.signal
        told = row.result_at or row.created_at
        effect = row.get_effect_display()
        yield Told(
            row.pk,
            row.get_absolute_url(),
            signal.headline,
            [row.result],
            told,
            row.unit.name,
            effect,
            area=signal.area_id,
        )


def _commissions(member: Membership) -> Iterable[Told]:
    rows = Commission.objects.for_member(member).standing().select_related("organisation", "asked_by_unit")
    for row in rows.order_by("-asked_at", "-pk"):
        state = pgettext("commission", "Answered") if row.answered_at else ""
        at = row.answered_at or row.asked_at
        texts = [row.why, row.answer]
        unit = row.asked_by_unit.name
        yield Told(row.pk, row.get_absolute_url(), row.text, texts, at, unit, state, area=row.area_id)


def _forums(member: Membership) -> Iterable[Told]:
    """What a forum says of itself; its summary once it is published, before that for the group."""
    forums = Forum.objects.for_member(member).standing().select_related("organisation")
    for forum in forums.order_by("-changed_at", "-pk"):
        summed = [forum.headline, forum.summary] if forum.is_published or member.in_group else []
        texts = [*summed[1:], forum.about, *summed[:1], forum.place]
        state = pgettext("forum", "Ended") if forum.is_ended else ""
        yield Told(forum.pk, forum.get_absolute_url(), forum.name, texts, forum.changed_at, "", state)


def _questions(member: Membership) -> Iterable[Told]:
    there = reverse("meetings:forums", args=[member.organisation.slug])
    for one in Question.objects.for_member(member).standing().order_by("-changed_at", "-pk"):
        yield Told(one.pk, f"{there}#question-{one.pk}", one.text, list(one.prompts), one.changed_at)


def _contributions(member: Membership) -> Iterable[Told]:
    """What was said in forums, by members and guests: every member reads it there. Whose it is finds nothing."""
    standing = Comment.objects.for_member(member).filter(removed_at=None)
    rows = standing.filter(conversation__forum__isnull=False, conversation__forum__removed_at=None)
    told = rows.order_by("-at", "-pk").values_list(
        "pk", "text", "at", "conversation__forum", "conversation__forum__name"
    )
    for pk, text, at, forum, name in told:
        there = reverse("meetings:forum", args=[member.organisation.slug, forum])
        yield Told(pk, f"{there}#comment-{pk}", name, [text], at, by_title=False)


def _days(member: Membership) -> Iterable[Told]:
    parts = Prefetch("parts", DayPart.objects.filter(removed_at=None))
    days = ThemeDay.objects.for_member(member).standing().select_related("organisation").prefetch_related(parts)
    for day in days.order_by("-on", "-pk"):
        programme = [text for part in day.parts.all() for text in (part.title, part.who, part.text)]
        texts = [day.purpose, day.takeaway, *programme]
        yield Told(day.pk, day.get_absolute_url(), day.theme, texts, day.changed_at, day.place)


def _examples(member: Membership) -> Iterable[Told]:
    rows = Example.objects.for_member(member).standing().select_related("organisation")
    for row in rows.order_by("-changed_at", "-pk"):
        url = row.get_absolute_url()
        yield Told(row.pk, url, row.title, [row.how], row.changed_at, row.who, level=row.level, area=row.area_id)


def _visits(member: Membership) -> Iterable[Told]:
    rows = Visit.objects.for_member(member).standing().select_related("organisation")
    for row in rows.order_by("-on", "-pk"):
        texts = [row.impressions, row.guests, row.who_came, row.place]
        sort = row.get_sort_display()
        yield Told(row.pk, row.get_absolute_url(), row.title, texts, row.changed_at, sort)


def _patterns(member: Membership) -> Iterable[Told]:
    """For the group alone, as their page is."""
    if not member.in_group:
        return
    for row in Pattern.objects.for_member(member).standing().select_related("organisation"):
        yield Told(row.pk, row.get_absolute_url(), row.name, [row.meaning], row.changed_at)


_READ: dict[str, Callable[[Membership], Iterable[Told]]] = {
    "trends": _trends,
    "analyses": _analyses,
    "results": _results,
    "commissions": _commissions,
    "forums": _forums,
    "questions": _questions,
    "contributions": _contributions,
    "days": _days,
    "examples": _examples,
    "visits": _visits,
    "patterns": _patterns,
}
