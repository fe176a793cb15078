"""What the headings of theme days state, computed from dates and counts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.meetings.models import DayResult, ThemeDay
from utkik.web import dates
from utkik.web.spelled import spelled

Sort = DayResult.Sort


def of_all(coming: Sequence[ThemeDay], held: Sequence[ThemeDay]) -> str:
    """“The next theme day is about water, on 20 May 2027”."""
    ahead = [day for day in coming if not day.is_cancelled]
    if ahead:
        told = {"theme": ahead[0].theme, "day": dates.day(ahead[0].on)}
        return _("The next theme day is on %(day)s: %(theme)s") % told
    if held:
        return _("No theme day is planned; the last one was about %(theme)s") % {"theme": held[0].theme}
    return _("No theme day is planned yet")


def of_day(day: ThemeDay, results: Sequence[DayResult]) -> str:
    """What the day gave, once that is told; before that, its theme."""
    if day.is_cancelled:
        return _("%(theme)s is called off") % {"theme": day.theme}
    if not results:
        return day.theme
    return _("%(theme)s became %(what)s") % {"theme": day.theme, "what": listed(_named(results))}


def listed(words: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def _named(results: Sequence[DayResult]) -> list[str]:
    count = Counter(result.sort for result in results)
    named = []
    if n := count[Sort.DECISION]:
        named.append(ngettext("one decision", "%(n)s decisions", n) % {"n": spelled(n)})
    if n := count[Sort.CHANGE]:
        named.append(ngettext("one change of how we work", "%(n)s changes of how we work", n) % {"n": spelled(n)})
    if n := count[Sort.VISIT]:
        named.append(ngettext("one study visit", "%(n)s study visits", n) % {"n": spelled(n)})
    if n := count[Sort.KNOWLEDGE]:
        named.append(ngettext("one thing we know better", "%(n)s things we know better", n) % {"n": spelled(n)})
    if n := count[Sort.UNTAKEN]:
        words = ngettext("one question that nobody took", "%(n)s questions that nobody took", n)
        named.append(words % {"n": spelled(n)})
    return named
