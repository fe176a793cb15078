"""The forms of forums and questions: what can be written and chosen; what must hold is decided by the acts."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from utkik.meetings.fields import Line, Prose, day, hour
from utkik.meetings.models import Forum, Question
from utkik.meetings.models.days import moment
from utkik.people.models import Membership, Role, Unit
from utkik.signals.models import Signal
from utkik.web.fields import Several

MOST_SIGNALS, MOST_PROMPTS, PROMPT = 40, 6, 140
NOON = time(13)
OFFERED = (
    gettext_lazy("What if nobody contacts us themselves, but only through an assistant?"),
    gettext_lazy("What if we had to do it with half as many people?"),
    gettext_lazy("What if somebody else does it better and for free?"),
    gettext_lazy("What if those who are ten today decided?"),
    gettext_lazy("What if the opposite happens?"),
    gettext_lazy("What if it goes twice as fast as we think?"),
)


class QuestionForm(forms.Form):
    text = Line(
        label=gettext_lazy("Question"),
        help_text=gettext_lazy("One that no news answers, ten years ahead: how does … change …?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the question.")},
    )
    offered = forms.MultipleChoiceField(
        label=gettext_lazy("Prompts to begin from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(place), words) for place, words in enumerate(OFFERED)],
    )
    prompts = Prose(
        label=gettext_lazy("Prompts of your own"),
        help_text=gettext_lazy("“What if …”, one on each line, at most six in all."),
        required=False,
        max_length=900,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        own = [line.strip()[:PROMPT] for line in told.get("prompts", "").split("\n") if line.strip()]
        chosen = [str(OFFERED[int(place)]) for place in told.pop("offered", [])]
        told["prompts"] = list(dict.fromkeys([*own, *chosen]))[:MOST_PROMPTS]
        return told


class ForumForm(forms.Form):
    name = Line(
        label=pgettext_lazy("forum", "Name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write what the forum is about.")},
    )
    questions = Several(
        Question.objects.none(),
        label=gettext_lazy("Questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_question = Line(label=gettext_lazy("Another question"), required=False, max_length=200)
    signals = Several(
        Signal.objects.none(),
        label=gettext_lazy("Signals to begin from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    about = Prose(
        label=gettext_lazy("What it is for"),
        help_text=gettext_lazy("Why you ask, and what the answers are to be used for."),
        required=False,
        max_length=600,
        rows=3,
    )
    meets_on = day(
        gettext_lazy("Meets on"), required=False, help_text=gettext_lazy("Empty when it is in writing only.")
    )
    at = hour(pgettext_lazy("clock", "At"))
    place = Line(label=pgettext_lazy("where", "Place"), required=False, max_length=200)
    writes_until = day(gettext_lazy("Goes on in writing until"), required=False)
    units = Several(
        Unit.objects.none(), label=gettext_lazy("Invited units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    invites_group = forms.BooleanField(label=gettext_lazy("The whole group is invited"), required=False)
    host = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Host"), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, member: Membership, forum: Forum | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = member.organisation.timezone
        self.asks = forum.host if forum else member
        held = list(forum.signals.values_list("signal", flat=True)) if forum else []
        told = Signal.objects.for_member(member).published().newest_first().values_list("pk", flat=True)[:MOST_SIGNALS]
        group = Membership.objects.for_member(member).present().filter(role__in=(Role.SCANNER, Role.ANALYST))
        self._offer("signals", Signal.objects.for_member(member).filter(pk__in=[*held, *told]).newest_first())
        self._offer("questions", Question.objects.for_member(member).standing().order_by("-asked_at", "-pk"))
        self._offer("units", Unit.objects.for_member(member).standing())
        self._offer("host", group.order_by("sort_key"))
        self.fields["host"].initial = self.asks.pk if self.asks else None
        self.fields["signals"].label_from_instance = lambda signal: signal.headline  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        on, at = told.pop("meets_on", None), told.pop("at", None)
        if at and not on:
            self.add_error("meets_on", _("Choose the day it meets as well."))
        told["room_at"] = moment(on, at or NOON, self.zone) if on else None
        if told.get("writes_until") and on and told["writes_until"] < on:
            self.add_error("writes_until", _("It goes on in writing after it has met: choose a later day."))
        told["host"] = told.get("host") or self.asks
        for name in ("questions", "signals", "units"):
            told[name] = list(told.get(name) or [])
        return told


class SummaryForm(forms.Form):
    headline = Line(
        label=gettext_lazy("What the forum says, in one sentence"),
        required=False,
        max_length=140,
    )
    summary = Prose(
        label=gettext_lazy("This we take with us"),
        help_text=gettext_lazy("What the group concludes. No names of those who spoke."),
        required=False,
        max_length=1500,
        rows=6,
    )
    came = forms.IntegerField(label=gettext_lazy("How many came"), required=False, min_value=0, max_value=9999)


class CodeForm(forms.Form):
    code = Line(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the code on the screen.")},
    )
    name = Line(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    affiliation = Line(
        label=gettext_lazy("Where you come from"),
        help_text=gettext_lazy("Firm, association or municipality, if you like."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
