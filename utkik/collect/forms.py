"""The forms of the sources' pages; what they lead to is done elsewhere."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.collect.models import Rhythm, Source
from utkik.collect.sources import opml
from utkik.net import ports
from utkik.people.models import Area, Level, Membership, Place
from utkik.text.normal import one_line


class SourceForm(forms.Form):
    """Where a source belongs."""

    name = forms.CharField(label=_("Name in Utkik"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, widget=forms.RadioSelect)

    def __init__(self, *args, member: Membership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places, areas = Place.objects.for_member(member).valid(), Area.objects.for_member(member).valid()
        self.fields["place"] = forms.ModelChoiceField(
            label=_("Place"), queryset=places, required=False, empty_label=_("No certain place")
        )
        self.fields["area"] = forms.ModelChoiceField(
            label=_("Area"), queryset=areas, required=False, empty_label=_("All areas")
        )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class StandingSourceForm(SourceForm):
    """The same for a source that is read already: how often, as well."""

    rhythm = forms.ChoiceField(
        label=_("How often it is read"),
        choices=Rhythm.choices,
        required=False,
        help_text=_("By itself between every quarter of an hour and once a day. A site that asks for less is obeyed."),
    )

    whole_text = forms.BooleanField(
        label=_("Fetch the whole text of each article"),
        required=False,
        help_text=_(
            "For your organisation alone, for a month. A site that lets no program read its articles is obeyed."
        ),
    )

    def __init__(self, *args, member: Membership, address: str, **kwargs) -> None:
        super().__init__(*args, member=member, **kwargs)
        self._place = ports.place_of(address)
        if self._place and member.is_analyst:
            self.fields["port"] = port_field(self._place)

    def clean(self) -> dict:
        """The choices as what is kept: since when whole texts are fetched, which port may be asked."""
        told = super().clean() or {}
        if "port" in self.fields:
            told["open_port"] = self._place if told.pop("port", False) else ""
        is_wanted, since = told.pop("whole_text", False), self.initial.get("texts_since")
        return told | {"texts_since": (since or clock.now()) if is_wanted else None}


def port_field(place: str) -> forms.BooleanField:
    """Whether a host may be asked at a port that is not the web's own; for analysts."""
    return forms.BooleanField(
        label=_("Allow the port of %(place)s") % {"place": place},
        required=False,
        help_text=_("Utkik reads ports 80 and 443 by itself. Allow another only where you know who runs the site."),
    )


class PortForm(forms.Form):
    """That alone, while an address is looked at."""

    def __init__(self, *args, place: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["port"] = port_field(place)


class NewSourceForm(SourceForm):
    """The same with the feed that was chosen."""

    feed = forms.CharField(max_length=2010, widget=forms.TextInput(attrs={"id": "feed-1"}))


class SenderForm(SourceForm):
    """A newsletter's sender: the same, and how the letters come."""

    way = forms.ChoiceField(
        label=_("How the letters come"),
        choices=[
            ("whole", _("Each letter is an article, with its text")),
            ("links", _("Each article that a letter links to is one of its own")),
        ],
        widget=forms.RadioSelect,
    )


class OpmlForm(forms.Form):
    """A file from another reader."""

    file = forms.FileField(
        label=_("OPML file"),
        help_text=_("At most 10 MB. Feed readers call it OPML or “subscriptions”."),
        error_messages={"required": _("Choose the file first."), "empty": _("The file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > opml.BYTES:
            raise forms.ValidationError(opml.TooBig.text, code=opml.TooBig.code)
        return file


def initial(source: Source) -> dict:
    """What a source's form shows at first."""
    told: dict = {"name": source.name, "level": source.level, "place": source.place_id, "area": source.area_id}
    told |= {"texts_since": source.texts_since, "whole_text": source.texts_since is not None}
    return told | {"rhythm": source.rhythm, "port": bool(source.open_port)}
