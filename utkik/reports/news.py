"""What happened in an organisation between two moments, as one member may know it: the parts of the week's mail.

Of a round that is open nothing is told but that it waits for the member; how others judge stands nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.people import links
from utkik.people.letters import Item, Section
from utkik.people.models import Membership
from utkik.reports.models import Commission, FollowUp, Report, Response
from utkik.rounds.models import Outcome, Round
from utkik.signals import talk
from utkik.signals.models import Comment, Signal
from utkik.signals.models.signals import SignalQuerySet
from utkik.stream import tipped
from utkik.web import dates

MOST, LONGEST = 8, 300
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """Whose news, and of which time."""

    member: Membership
    since: datetime
    until: datetime

    def within(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.since, f"{field}__lt": self.until})

    @property
    def slug(self) -> str:
        return self.member.organisation.slug


@dataclass(frozen=True)
class Part:
    """One sort of news: a word to know it by, its heading, all that there is of it."""

    code: str
    title: str
    items: list[Item]

    def section(self) -> Section:
        """As the mail shows it: at most so many, and how many more there are."""
        left = len(self.items) - MOST
        if left <= 0:
            return Section(self.title, self.items)
        more = ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left}
        return Section(self.title, [*self.items[:MOST], Item(name=more)])


def parts(span: Span) -> list[Part]:
    """All that there is to tell, what concerns the member first; empty when nothing happened."""
    found = [
        Part("written", _("Written to you"), _written(span)),
        Part("waits", _("It waits for you"), _waits(span)),
        Part("tips", _("What became of your tips"), _tips(span)),
        Part("reports", _("Reports that are out"), _reports(span)),
        Part("signals", _("New signals"), _signals(span)),
        Part("lifted", _("Lifted signals"), _lifted(span)),
        Part("answers", _("The management team’s answers"), _answers(span)),
        Part("went", _("How it went"), _went(span)),
    ]
    return [part for part in found if part.items]


def _written(span: Span) -> list[Item]:
    """Where the member was named, and what others said of their signals."""
    mine = Q(mentions__member=span.member) | Q(conversation__signal__author=span.member)
    found = Comment.objects.for_member(span.member).filter(mine, span.within("at"), removed_at=None)
    found = found.exclude(author=span.member).select_related("conversation", "author", "guest").distinct()
    return [
        Item(
            name=comment.conversation.title,
            url=links.absolute(comment.conversation.path),
            said=_short(comment.text),
            meta=f"{_who(comment)}, {dates.moment(comment.at)}",
        )
        for comment in found.order_by("-at", "-pk")
        if talk.may_take_part(comment.conversation, span.member)
    ]


def _who(comment: Comment) -> str:
    return comment.author.name if comment.author else comment.guest.name if comment.guest else ""


def _waits(span: Span) -> list[Item]:
    """Rounds the member has not judged in, follow-ups and commissions of theirs whose day is near."""
    rounds = Round.objects.for_member(span.member).filter(state=Round.State.OPEN).order_by("pk")
    items = [_round(span, one) for one in rounds if _is_to_judge(one, span.member)]
    near = span.member.organisation.local(span.until).date()
    mine = FollowUp.objects.for_member(span.member).waiting().filter(owner=span.member, due_on__lte=near + WEEK)
    for follow_up in mine.select_related("response__outcome__signal").soonest_first():
        name = follow_up.response.outcome.signal.headline
        items.append(Item(name=name, url=_url("follow_up", span, follow_up.pk), meta=_due(follow_up.due_on)))
    asked = Commission.objects.for_member(span.member).waiting().filter(owner=span.member, due_on__lte=near + WEEK)
    for commission in asked.order_by("due_on", "pk"):
        url = _url("commission", span, commission.pk)
        items.append(Item(name=commission.text, url=url, meta=_due(commission.due_on)))
    return items


def _is_to_judge(round: Round, member: Membership) -> bool:
    return round.may_be_judged_by(member) and not round.was_judged_by(member)


def _round(span: Span, round: Round) -> Item:
    name = _("The round of %(month)s is open") % {"month": dates.month_name(round.period)}
    closes = _("closes %(day)s") % {"day": dates.day_and_month(round.closes_at)} if round.closes_at else ""
    return Item(name=name, url=links.absolute(reverse("rounds:ballot", args=[span.slug, round.pk])), meta=closes)


def _due(day: date) -> str:
    return _("due %(day)s") % {"day": dates.day_and_month(day)}


def _tips(span: Span) -> list[Item]:
    """What became of what the member sent, where it changed."""
    found = tipped.outcomes(span.member, since=span.since, until=span.until)
    page = links.absolute(reverse("stream:tips", args=[span.slug]))
    return [Item(name=tip.title, url=links.absolute(way.url) if way.url else page, meta=way.said) for tip, way in found]


def _reports(span: Span) -> list[Item]:
    found = Report.objects.for_member(span.member).filter(span.within("published_at")).newest_first()
    return [
        Item(name=report.title, url=_url("report", span, report.month), meta=dates.month(report.period))
        for report in found
    ]


def _signals(span: Span) -> list[Item]:
    found = Signal.objects.seen_by(span.member).published().filter(span.within("published_at"))
    return [_signal(signal, because=_short(signal.matter)) for signal in _with_address(span, found.newest_first())]


def _signal(signal: Signal, **more: str) -> Item:
    return Item(
        name=signal.headline,
        url=links.absolute(signal.get_absolute_url()),
        language=signal.language if signal.language != dates.language() else "",
        **more,
    )


def _with_address(span: Span, signals: SignalQuerySet) -> list[Signal]:
    found = list(signals.defer("search_terms"))
    for signal in found:
        signal.organisation = span.member.organisation
    return found


def _lifted(span: Span) -> list[Item]:
    locked = Round.objects.for_member(span.member).filter(span.within("locked_at"), state=Round.State.LOCKED)
    found = Outcome.objects.filter(round__in=locked, choice=Outcome.Choice.LIFTED)
    found = found.select_related("signal__organisation")
    return [_signal(outcome.signal) for outcome in found.order_by("rank", "pk")]


def _answers(span: Span) -> list[Item]:
    found = Response.objects.for_member(span.member).given().filter(span.within("given_at"))
    found = found.select_related("outcome__signal__organisation", "unit").order_by("given_at", "pk")
    return [_signal(one.outcome.signal, meta=_choice(one), said=one.line) for one in found]


def _choice(response: Response) -> str:
    unit = response.unit.name if response.unit else ""
    return f"{response.get_choice_display()}: {unit}" if unit else str(response.get_choice_display())


def _went(span: Span) -> list[Item]:
    """Own signals first."""
    found = FollowUp.objects.for_member(span.member).done().filter(span.within("result_at"))
    told = list(found.select_related("response__outcome__signal__organisation").order_by("result_at", "pk"))
    told.sort(key=lambda one: one.response.outcome.signal.author_id != span.member.pk)
    return [
        Item(
            name=one.response.outcome.signal.headline,
            url=links.absolute(one.response.outcome.signal.get_absolute_url()),
            said=_short(one.result),
            meta=_("Your signal") if one.response.outcome.signal.author_id == span.member.pk else "",
        )
        for one in told
    ]


def _url(name: str, span: Span, *args: object) -> str:
    return links.absolute(reverse(f"reports:{name}", args=[span.slug, *args]))


def _short(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(LONGEST)
