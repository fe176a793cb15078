"""The form of a rule: three choices and what they ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utkik.collect.models import Source
from utkik.people.models import Area, Membership
from utkik.stream.errors import BadPattern, BadWords
from utkik.stream.rule_models import LONGEST_MARK, Rule
from utkik.stream.rules.matching import matcher
from utkik.text.normal import one_line

AREA, SOURCE = "area-", "source-"


class RuleForm(forms.Form):
    """Scope → condition → action. `rule` is what it makes, not stored."""

    scope = forms.ChoiceField(label=_("Where it comes from"), required=False)
    condition = forms.ChoiceField(label=_("What it says"), choices=Rule.Condition.choices, initial=Rule.Condition.ANY)
    words = forms.CharField(
        label=_("Words"),
        max_length=500,
        help_text=_("Parted by commas. A * stands for any ending: school* finds schools. Or a regular expression."),
    )
    where = forms.ChoiceField(label=_("Looked for in"), choices=Rule.Where.choices, initial=Rule.Where.TEXT)
    action = forms.ChoiceField(label=_("What is done"), choices=Rule.Action.choices, initial=Rule.Action.DISMISS)
    mark = forms.CharField(label=_("Word to mark with"), max_length=LONGEST_MARK, required=False)
    with_waiting = forms.BooleanField(label=_("Do it with what waits now, too"), required=False)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.for_member(member).valid()
        sources = Source.objects.for_member(member).standing().order_by("sort_key", "pk")
        self._areas, self._sources = {a.pk: a for a in areas}, {s.pk: s for s in sources}
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            ("", _("Every source")),
            (_("All sources of an area"), [(f"{AREA}{key}", area.name) for key, area in self._areas.items()]),
            (_("One source"), [(f"{SOURCE}{key}", source.name) for key, source in self._sources.items()]),
        ]
        self.fields["to_area"] = forms.ModelChoiceField(
            label=_("Area that it gets"), queryset=areas, required=False, empty_label=_("Choose an area")
        )
        self.order_fields(["scope", "condition", "words", "where", "action", "to_area", "mark", "with_waiting"])

    def clean_words(self) -> str:
        return one_line(self.cleaned_data["words"])

    def clean_mark(self) -> str:
        return one_line(self.cleaned_data["mark"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("action") == Rule.Action.AREA and not told.get("to_area") and "to_area" not in self.errors:
            self.add_error("to_area", _("Choose the area that the article gets."))
        if told.get("action") == Rule.Action.MARK and not told.get("mark") and "mark" not in self.errors:
            self.add_error("mark", _("Write the word that the article is marked with."))
        if not self.errors:
            self._check_words()
        return told

    @property
    def rule(self) -> Rule:
        """The rule as it was written, not stored."""
        told, action = self.cleaned_data, self.cleaned_data["action"]
        kind, _sign, key = told["scope"].partition("-")
        return Rule(
            of_area=self._areas[int(key)] if kind == "area" else None,
            of_source=self._sources[int(key)] if kind == "source" else None,
            condition=told["condition"],
            words=told["words"],
            where=told["where"],
            action=action,
            to_area=told["to_area"] if action == Rule.Action.AREA else None,
            mark=told["mark"] if action == Rule.Action.MARK else "",
        )

    def _check_words(self) -> None:
        try:
            matcher(self.rule)
        except (BadWords, BadPattern) as wrong:
            self.add_error("words", forms.ValidationError(wrong.text, code=wrong.code))


def initial(rule: Rule) -> dict[str, Any]:
    """What the form shows of a rule that is written anew."""
    scope = f"{AREA}{rule.of_area_id}" if rule.of_area_id else f"{SOURCE}{rule.of_source_id}"
    scope = scope if rule.of_area_id or rule.of_source_id else ""
    names = ("condition", "words", "where", "action", "mark")
    return {name: getattr(rule, name) for name in names} | {"scope": scope, "to_area": rule.to_area_id}
