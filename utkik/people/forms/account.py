from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from utkik.people.forms.entrance import NewPassword, OldPassword
from utkik.people.models import User
from utkik.web import keys

ON, OFF = "on", "off"


class AccountForm(forms.Form):
    """What a person decides about their own Utkik."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        required=False,
        choices=[("", _("As the computer")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )
    keys_on = forms.ChoiceField(
        label=_("Keyboard shortcuts"), choices=[(ON, _("On")), (OFF, _("Off"))], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        own = keys.keys_of(user.keys)
        for act in keys.ACTS:
            attributes = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
            self.fields[f"key_{act.code}"] = forms.CharField(
                label=str(act.name),
                required=False,
                strip=False,
                max_length=12,
                initial=own[act.code],
                widget=forms.TextInput(attrs=attributes),
            )

    def key_fields(self) -> list[forms.BoundField]:
        return [self[f"key_{act.code}"] for act in keys.ACTS]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        chosen = {}
        for act in keys.ACTS:
            wanted = (told.get(f"key_{act.code}") or "").strip() or act.key
            if wanted != act.key:
                chosen[act.code] = wanted
        for code, sentence in keys.refused(chosen).items():
            self.add_error(f"key_{code}", sentence)
        told["keys"] = chosen
        return told


class ChangePasswordForm(forms.Form):
    old = OldPassword(label=_("Your password now"))
    new = NewPassword(label=_("The new password"))

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_old(self) -> str:
        old = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError(_("That is not your password now."))
        return old


class NewPasswordForm(forms.Form):
    password = NewPassword(label=_("The new password"))


class JoinForm(forms.Form):
    """A new account by invitation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    password = NewPassword()
