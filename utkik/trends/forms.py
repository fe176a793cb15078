"""The forms of trends. What must hold is decided by the acts; here stands only what can be chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik.people.models import Horizon, Membership, Organisation, Unit
from utkik.trends import adapt, answering, ask, decide
from utkik.trends.models import Answer, Force, Proposal, Trend
from utkik.web.fields import DayInput, Several

PRESSURES = [(step, str(step)) for step in range(1, 6)]


def area(rows: int, most: int = 0) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows} | ({"maxlength": most} if most else {}))


class GroundForm(forms.Form):
    """Why something changes, and from whose input."""

    why = forms.CharField(label=_("Why?"), required=False, max_length=adapt.WHY, widget=area(2, adapt.WHY))
    source = forms.CharField(
        label=_("From whose input?"),
        help_text=_("A person’s role, a visit, a theme day."),
        required=False,
        max_length=adapt.SOURCE,
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label="–")

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("unit", Unit.objects.for_organisation(organisation).standing())

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def ground(self) -> adapt.Ground:
        given = self.cleaned_data
        return adapt.Ground(given["why"], given["source"], given["unit"])


class TrendForm(GroundForm):
    """Everything of a trend that the group writes."""

    name = forms.CharField(label=_("The trend’s name"), max_length=adapt.NAME, required=False)
    text = forms.CharField(required=False, max_length=adapt.TEXT, widget=area(5))
    happening = forms.CharField(
        label=_("What is going on?"),
        help_text=_("In our own words. The framework’s texts belong to its publisher."),
        required=False,
        max_length=adapt.TEXT,
        widget=area(6),
    )
    force = forms.ModelChoiceField(Force.objects.none(), label=_("Force"), required=False, empty_label="–")
    horizon = forms.ModelChoiceField(
        Horizon.objects.none(), label=_("Time horizon"), required=False, empty_label=None, widget=forms.RadioSelect
    )
    pressure = forms.TypedChoiceField(
        label=_("Pressure to change, 1 weak to 5 strong"),
        choices=PRESSURES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    owner = forms.ModelChoiceField(Membership.objects.none(), label=_("Owner"), required=False, empty_label="–")
    deputy = forms.ModelChoiceField(Membership.objects.none(), label=_("Deputy"), required=False, empty_label="–")

    def __init__(self, organisation: Organisation, *args: Any, trend: Trend | None = None, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        self.fields["text"].label = _("What the trend means for %(name)s") % {"name": organisation.matter_name}
        self._offer("force", Force.objects.for_organisation(organisation).valid())
        self._offer("horizon", Horizon.objects.for_organisation(organisation).valid())
        group = Membership.objects.for_organisation(organisation).group()
        self._offer("owner", group)
        self._offer("deputy", group)

    def values(self) -> dict[str, Any]:
        """What the act takes; a field that the form did not send stays as it is."""
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name in adapt.FIELDS}


def shown(trend: Trend) -> dict[str, Any]:
    """A trend as the form begins with it."""
    return {name: getattr(trend, name) for name in adapt.FIELDS if name != "origin"}


class ProposalForm(forms.Form):
    """What somebody proposes on a trend; without one, a new trend."""

    sort = forms.ChoiceField(choices=Proposal.Sort.choices, label=_("What do you propose?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("The trend’s name"), required=False, max_length=adapt.NAME)
    text = forms.CharField(label=_("What it means here"), required=False, max_length=adapt.TEXT, widget=area(4))
    why = forms.CharField(label=_("Why?"), required=False, max_length=adapt.WHY, widget=area(2, adapt.WHY))

    def __init__(self, *args: Any, with_trend: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Proposal.Sort.choices if (choice[0] != Proposal.Sort.ADDITION) == with_trend]
        field = self.fields["sort"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered


class DecisionForm(forms.Form):
    """The answer to a proposal."""

    ANSWERS = [("accept", _("Accept")), ("adapt", _("Adapt")), ("decline", _("Decline"))]
    answer = forms.ChoiceField(
        choices=ANSWERS, label=pgettext_lazy("to a proposal", "Answer"), widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("The trend’s name"), required=False, max_length=adapt.NAME)
    text = forms.CharField(label=_("What it means here"), required=False, max_length=adapt.TEXT, widget=area(3))
    reason = forms.CharField(
        label=_("Reason, the one who proposed it sees it"),
        required=False,
        max_length=decide.REASON,
        widget=area(2, decide.REASON),
    )


class CallForm(forms.Form):
    """What a call asks, whom, and until when."""

    title = forms.CharField(label=_("What is the call called?"), max_length=ask.TITLE)
    text = forms.CharField(
        label=_("What should the units know before they answer?"),
        required=False,
        max_length=ask.TEXT,
        widget=area(3, ask.TEXT),
    )
    due_on = forms.DateField(label=_("Answers by"), widget=DayInput())
    units = Several(Unit.objects.none(), label=_("Which units are asked?"), widget=forms.CheckboxSelectMultiple)
    trends = Several(Trend.objects.none(), label=_("About which trends?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, trends = self.fields["units"], self.fields["trends"]
        assert isinstance(units, forms.ModelMultipleChoiceField) and isinstance(trends, forms.ModelMultipleChoiceField)
        units.queryset = Unit.objects.for_organisation(organisation).standing()
        trends.queryset = Trend.objects.for_organisation(organisation).standing()


class AnswerForm(forms.Form):
    """What a unit says of one trend, and what it proposes."""

    seen = forms.ChoiceField(
        label=_("Do you recognise this with you?"),
        choices=Answer.Seen.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What does it mean for your work?"),
        required=False,
        max_length=answering.TEXT,
        widget=area(4, answering.TEXT),
    )
    reply = forms.CharField(required=False, max_length=answering.REPLY, widget=area(3, answering.REPLY))
    horizon = forms.ModelChoiceField(
        Horizon.objects.none(),
        label=_("When is it noticed with you?"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    pressure = forms.TypedChoiceField(
        label=_("How strong is the pressure on you, 1 weak to 5 strong?"),
        choices=PRESSURES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    sort = forms.ChoiceField(
        label=_("Do you propose a change?"),
        choices=[("", _("No")), *Proposal.Sort.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("The trend’s name"), required=False, max_length=adapt.NAME)
    change = forms.CharField(label=_("Your text"), required=False, max_length=adapt.TEXT, widget=area(3))
    why = forms.CharField(label=_("Why?"), required=False, max_length=adapt.WHY, widget=area(2, adapt.WHY))

    def __init__(self, organisation: Organisation, question: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["horizon"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Horizon.objects.for_organisation(organisation).valid()
        if question:
            self.fields["reply"].label = question
        else:
            del self.fields["reply"]

    def proposal(self) -> dict[str, str]:
        given = self.cleaned_data
        return {"sort": given["sort"], "name": given["name"], "text": given["change"], "why": given["why"]}
