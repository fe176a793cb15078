"""How it stands with each agreed date: what really happened, told beside what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik import clock
from utkik.insight.calendar_rules import months_on
from utkik.insight.holidays import is_holiday
from utkik.insight.models import PlanDate
from utkik.meetings.models import Forum, ThemeDay
from utkik.people.models import Absence, Organisation
from utkik.reports.models import Analysis, Report
from utkik.rounds import judge
from utkik.rounds.models import Outcome, Round
from utkik.stream.models import Decision
from utkik.trends.models import Call, Edition
from utkik.web import dates
from utkik.web.spelled import spelled

SOON, NEAR = 14, 31
Sort = PlanDate.Sort


@dataclass(frozen=True)
class Told:
    """What is known of a date: whether it is done, in words, and where it is done."""

    done: bool = False
    words: str = ""
    address: str = ""


def _and_closes(words: str, closes: date | None, row: PlanDate) -> str:
    """What has come in, and the day it really closes where another was agreed."""
    if closes is None or closes == row.on:
        return words
    return _("%(words)s, closes %(day)s") % {"words": words, "day": dates.short_day(closes)}


@dataclass(frozen=True)
class Row:
    """A date of the plan as the page shows it. `late` and `ahead` are days."""

    date: PlanDate
    told: Told
    late: int = 0
    ahead: int = 0
    away: bool = False

    @property
    def done(self) -> bool:
        return self.told.done

    @property
    def on_holiday(self) -> bool:
        """Whether it was put on a day when nobody is at work, by the rule of the last month or by hand."""
        return not self.done and is_holiday(self.date.on)

    @property
    def alone(self) -> bool:
        """Whether it hangs on one person who has no deputy."""
        return not self.done and self.date.owner_id is not None and self.date.deputy_id is None


def rows(organisation: Organisation, dates: list[PlanDate]) -> list[Row]:
    """Each date with how it stands, in the given order."""
    today = organisation.today()
    known = _Known(organisation, today)
    away = set(Absence.objects.for_organisation(organisation).on(today).values_list("member", flat=True))
    made = []
    for row in dates:
        told = known.of(row)
        late = (today - row.on).days if not told.done and row.on < today else 0
        made.append(Row(row, told, late, max(0, (row.on - today).days), row.owner_id in away))
    return made


def next_meeting(organisation: Organisation) -> date | None:
    """The next agreed day after today on which the management team answers."""
    ahead = PlanDate.objects.for_organisation(organisation).standing().filter(sort=Sort.ANSWERS, done_at=None)
    return ahead.filter(on__gt=organisation.today()).values_list("on", flat=True).first()


def late_words(days: int) -> str:
    """One day late, ten days late."""
    words = ngettext("%(days)s day late", "%(days)s days late", days)
    return words % {"days": spelled(days, begins=True)}


class _Known:
    """What has happened, asked of the database once for a whole plan."""

    def __init__(self, organisation: Organisation, today: date) -> None:
        self.organisation, self.today, self.slug = organisation, today, organisation.slug
        self._asked: dict[str, object] = {}
        self._tellers: dict[str, Callable[[PlanDate], Told]] = {
            Sort.PASS: self._pass,
            Sort.OPENS: self._opens,
            Sort.CLOSES: self._closes,
            Sort.REPORT: self._report,
            Sort.ANSWERS: self._answers,
            Sort.CALL_OUT: self._call_out,
            Sort.CALL_BACK: self._call_back,
            Sort.EDITION: self._edition,
            Sort.THEME: self._theme,
            Sort.THEME_DAY: self._theme_day,
            Sort.FORUM: self._forum,
            Sort.DRAFT: self._draft,
            Sort.ANALYSIS: self._analysis,
        }

    def of(self, row: PlanDate) -> Told:
        teller = self._tellers.get(row.sort)
        told = teller(row) if teller else Told()
        if row.done_at or told.done:
            words = pgettext("plan", "Done") if row.on <= self.today else _("Done ahead of its day")
            return Told(True, told.words if told.done and told.words else words, told.address)
        return told

    def _once(self, name: str, ask: Callable[[], object]) -> object:
        if name not in self._asked:
            self._asked[name] = ask()
        return self._asked[name]

    def _round(self, row: PlanDate) -> Round | None:
        rounds: dict = self._once("rounds", self._rounds)  # type: ignore[assignment]
        return rounds.get(row.period)

    def _rounds(self) -> dict[date, Round]:
        lifted = Q(outcomes__choice=Outcome.Choice.LIFTED)
        counted = Round.objects.for_organisation(self.organisation).of_whole().select_related("organisation")
        counted = counted.annotate(
            lifted=Count("outcomes", filter=lifted, distinct=True),
            answered=Count("outcomes", filter=lifted & Q(outcomes__response__given_at__isnull=False), distinct=True),
        )
        return {row.period: row for row in counted.filter(period__gte=months_on(self.today, -14))}

    def _address(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.slug, *args])

    def _pass(self, row: PlanDate) -> Told:
        days: set = self._once("passes", self._days_of_passes)  # type: ignore[assignment]
        return Told(row.on in days, address=self._address("stream:list"))

    def _days_of_passes(self) -> set[date]:
        """The days on which somebody decided something in the stream."""
        zone = ZoneInfo(self.organisation.timezone)
        since = clock.start_of_day(months_on(self.today, -2), self.organisation.timezone)
        acts = Decision.objects.for_organisation(self.organisation).filter(at__gte=since, undone_at=None)
        return set(acts.annotate(day=TruncDate("at", tzinfo=zone)).values_list("day", flat=True).distinct())

    def _opens(self, row: PlanDate) -> Told:
        found = self._round(row)
        return Told(found is not None, address=self._address("rounds:archive"))

    def _closes(self, row: PlanDate) -> Told:
        found = self._round(row)
        if found is None:
            return Told(address=self._address("rounds:archive"))
        if not found.is_open:
            return Told(True, address=self._address("rounds:outcome", found.pk))
        done, judges = judge.judges(found)
        words = _("%(done)s of %(judges)s have judged") % {
            "done": spelled(done, begins=True),
            "judges": spelled(judges),
        }
        closes = found.closes_at and found.closes_at.astimezone(ZoneInfo(self.organisation.timezone)).date()
        return Told(words=_and_closes(words, closes, row), address=self._address("rounds:ballot", found.pk))

    def _report(self, row: PlanDate) -> Told:
        reports: dict = self._once(  # type: ignore[assignment]
            "reports",
            lambda: {r.period: r for r in Report.objects.for_organisation(self.organisation).of_whole()},
        )
        found = reports.get(row.period)
        if found is None:
            return Told(address=self._address("reports:archive"))
        if found.is_published:
            return Told(True, address=self._address("reports:report", found.month))
        return Told(words=_("In the making"), address=self._address("reports:build", found.month))

    def _answers(self, row: PlanDate) -> Told:
        found = self._round(row)
        address = self._address("reports:follow_ups")
        if found is None or not found.is_locked or not found.lifted:  # type: ignore[attr-defined]
            return Told(address=address)
        lifted, answered = found.lifted, found.answered  # type: ignore[attr-defined]
        if lifted == answered:
            return Told(True, address=address)
        told = {"answered": spelled(answered, begins=True), "lifted": spelled(lifted)}
        return Told(words=_("%(answered)s of %(lifted)s have their answer") % told if answered else "", address=address)

    def _calls(self) -> list[Call]:
        counted = Call.objects.for_organisation(self.organisation).annotate(
            asked=Count("units"), answered=Count("units", filter=Q(units__handed_in_at__isnull=False))
        )
        return self._once("calls", lambda: list(counted.order_by("-opened_at")))  # type: ignore[return-value]

    def _call(self, row: PlanDate) -> Call | None:
        """The call of the date's year: opened in it."""
        return next(
            (call for call in self._calls() if self.organisation.local(call.opened_at).year == row.on.year), None
        )

    def _call_out(self, row: PlanDate) -> Told:
        found = self._call(row)
        return Told(found is not None, address=self._address("trends:list"))

    def _call_back(self, row: PlanDate) -> Told:
        found = self._call(row)
        if found is None:
            return Told(address=self._address("trends:list"))
        asked, answered = found.asked, found.answered  # type: ignore[attr-defined]
        if not found.is_open or asked == answered:
            return Told(True, address=self._address("trends:list"))
        words = _("%(answered)s of %(asked)s have answered")
        told = {"answered": spelled(answered, begins=True), "asked": spelled(asked)}
        return Told(words=_and_closes(words % told, found.due_on, row), address=self._address("trends:list"))

    def _edition(self, row: PlanDate) -> Told:
        years: set = self._once(  # type: ignore[assignment]
            "editions", lambda: set(Edition.objects.for_organisation(self.organisation).values_list("year", flat=True))
        )
        return Told(row.on.year in years, address=self._address("trends:list"))

    def _days(self) -> list[ThemeDay]:
        standing = ThemeDay.objects.for_organisation(self.organisation).standing().filter(cancelled_at=None)
        return self._once("days", lambda: list(standing.select_related("organisation")))  # type: ignore[return-value]

    def _theme_day_of(self, row: PlanDate) -> ThemeDay | None:
        return next((day for day in self._days() if day.on.year == row.on.year), None)

    def _theme(self, row: PlanDate) -> Told:
        found = self._theme_day_of(row)
        return Told(True, found.theme, found.get_absolute_url()) if found else Told()

    def _theme_day(self, row: PlanDate) -> Told:
        found = self._theme_day_of(row)
        if found is None:
            return Told()
        return Told(
            found.on < self.today, words="" if found.on < self.today else found.theme, address=found.get_absolute_url()
        )

    def _forum(self, row: PlanDate) -> Told:
        """A forum that ended, or is held, within a month of the date."""
        ended: list = self._once(  # type: ignore[assignment]
            "forums",
            lambda: list(
                Forum.objects.for_organisation(self.organisation).exclude(ended_at=None).filter(removed_at=None)
            ),
        )
        near = [one for one in ended if abs((self.organisation.local(one.ended_at).date() - row.on).days) <= NEAR]
        return Told(bool(near), address=near[0].get_absolute_url() if near else "")

    def _analysis_of(self, row: PlanDate) -> Analysis | None:
        """The analysis that is made in the date's year: of the budget year after it."""
        found: dict = self._once(  # type: ignore[assignment]
            "analyses", lambda: {a.year: a for a in Analysis.objects.for_organisation(self.organisation)}
        )
        return found.get(row.on.year + 1)

    def _draft(self, row: PlanDate) -> Told:
        found = self._analysis_of(row)
        if found is None:
            return Told()
        return Told(found.state != Analysis.State.WORKING, address=found.get_absolute_url())

    def _analysis(self, row: PlanDate) -> Told:
        found = self._analysis_of(row)
        if found is None:
            return Told()
        return Told(found.published_at is not None, address=found.get_absolute_url())
