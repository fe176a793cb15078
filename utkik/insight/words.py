"""What the acts and the background work of every step are called, in the log and in administration."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik.insight import words_year
from utkik.people import words
from utkik.work.models import FailedWork

VERBS: dict[str, str | Promise] = {
    "source.followed": _("added a source"),
    "source.changed": _("changed a source"),
    "source.paused": _("paused a source"),
    "source.resumed": _("started a source again"),
    "source.removed": _("removed a source"),
    "source.confirmed": _("said that a rebuilt page is read rightly"),
    "source.kept": _("let a source stay"),
    "source.kept_taken_back": _("no longer let a source stay"),
    "source.restored": _("brought a source back"),
    "sender.declined": _("declined a sender of newsletters"),
    "sender.waits": _("let a declined sender of newsletters be shown again"),
    "stream.keep": _("kept an article"),
    "stream.dismiss": _("set an article aside as not relevant"),
    "stream.dismiss_above": _("set articles aside as not relevant"),
    "stream.later": _("put an article off"),
    "stream.hand_over": _("shared an article with a colleague"),
    "stream.restore": _("took an article back into the stream"),
    "stream.undo": _("undid a decision in the stream"),
    "stream.rule": _("let a rule act on what waited"),
    "purge.decided": _("decided that articles are let go"),
    "purge.ended": _("decided that no more articles are let go"),
    "purge.done": _("articles were let go"),
    "rule.made": _("made a rule"),
    "rule.ended": _("ended a rule"),
    "rule.started_again": _("started a rule again"),
    "signal.begun": _("began a signal"),
    "signal.saved": _("changed a signal"),
    "signal.published": _("published a signal"),
    "signal.withdrawn": _("withdrew a signal"),
    "signal.restored": _("published a signal again"),
    "signal.removed": _("removed a draft"),
    "signal.brought_back": _("brought a draft back"),
    "plan.made": _("made a part of the plan"),
    "plan.added": _("added a date to the plan"),
    "plan.changed": _("changed a date of the plan"),
    "plan.done": _("said that a date of the plan is done"),
    "plan.not_done": _("said that a date of the plan is not done"),
    "plan.removed": _("took a date out of the plan"),
    "plan.brought_back": _("put a date back into the plan"),
    "hour.begun": _("began one hour a month"),
    "hour.ended": _("ended one hour a month"),
    "signal.taken_over": _("took over a draft of somebody who left"),
    "area.handed_over": _("handed over an area"),
    "pattern.begun": _("began a pattern"),
    "pattern.changed": _("changed a pattern"),
    "pattern.piece_added": _("laid a piece into a pattern"),
    "pattern.piece_removed": _("took a piece out of a pattern"),
    "pattern.removed": _("removed a pattern"),
    "pattern.brought_back": _("brought a pattern back"),
    "pattern.became_forum": _("planned a forum about a pattern"),
    "pattern.became_trend": _("made a pattern a trend"),
    "import.read": _("read a file of earlier signals"),
    "import.done": _("took in earlier signals"),
    "import.undone": _("undid an import of earlier signals"),
    "signal.imported": _("took in an earlier signal"),
    "evidence.added": _("added evidence to a signal"),
    "evidence.removed": _("removed evidence from a signal"),
    "evidence.brought_back": _("brought evidence back"),
    "comment.said": _("wrote in a discussion"),
    "comment.changed": _("changed what they wrote in a discussion"),
    "comment.removed": _("removed what they wrote in a discussion"),
    "comment.brought_back": _("brought back what they wrote in a discussion"),
    "round.opened": _("opened a round"),
    "round.closed": _("closed a round"),
    "round.locked": _("locked a round"),
    "round.invited": _("asked somebody to judge in a round"),
    "round.uninvited": _("took back the request to judge in a round"),
    "outcome.noted": _("noted an outcome"),
    "outcome.cleared": _("took an outcome away"),
    "report.begun": _("began a report"),
    "report.changed": _("changed a report"),
    "edition.published": _("published an edition of a report"),
}
# Who has handed in is nobody's business: a round shows how many.
HIDDEN = ("ballot.", "trend_ballot.")
DUTIES: dict[str, str | Promise] = {"collect.fetch_feeds": _("Reading a source")}


def register() -> None:
    words.register({**VERBS, **words_year.VERBS}, hidden=HIDDEN)


def of_work(request: HttpRequest, row: FailedWork) -> str | None:
    """What a piece of background work was about."""
    return str(DUTIES[row.duty]) if row.duty in DUTIES else None
