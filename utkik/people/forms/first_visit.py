from django import forms
from django.utils.translation import gettext_lazy as _

from utkik.people.begin import AREAS, Beginning
from utkik.people.forms.entrance import EmailField, NewPassword
from utkik.text.normal import one_line


class BeginForm(forms.Form):
    """The first screen: the organisation, what it is near to, and the account of whoever begins."""

    name = forms.CharField(
        label=_("The organisation's name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the organisation's name.")},
    )
    matter_name = forms.CharField(
        label=_("Short name, the way you say it"),
        max_length=60,
        help_text=_("Stands in the question that every signal answers:"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the short name, for example Kungsbacka.")},
    )
    own = forms.CharField(
        label=_("Own world: places in the municipality"),
        max_length=600,
        required=False,
        help_text=_("A comma between them. Named in an article, they tell you its level."),
    )
    near = forms.CharField(label=_("Near world: places you belong together with"), max_length=600, required=False)
    wider = forms.CharField(label=_("Wider world"), max_length=600, required=False)
    person = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = EmailField(label=_("Your e-mail address"))
    password = NewPassword()

    def beginning(self, language: str) -> Beginning:
        """What was answered, as `begin.set_up` takes it."""
        told = self.cleaned_data
        places = {level: [one_line(name) for name in told[level].split(",")] for level in ("own", "near", "wider")}
        return Beginning(
            name=told["name"],
            matter_name=told["matter_name"],
            person=told["person"],
            email=told["email"],
            password=told["password"],
            language=language,
            places=places,
        )


class AreasForm(forms.Form):
    """The second screen: which of the eight proposed areas are yours."""

    mine = forms.MultipleChoiceField(
        label=_("Areas that you watch yourself"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["mine"].choices = [(code, _(name)) for code, name in AREAS.items()]  # type: ignore[attr-defined]
