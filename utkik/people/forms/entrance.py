from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from utkik.people.models.members import composed, tidy_email

LONGEST_PASSWORD = 1000


class EmailField(forms.EmailField):
    """An address in its one spelling."""

    def __init__(self, **options) -> None:
        options.setdefault("label", _("E-mail address"))
        attributes = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
        options.setdefault("widget", forms.EmailInput(attrs=attributes))
        messages = {"required": _("Write your e-mail address."), "invalid": _("Write an e-mail address with an @.")}
        options.setdefault("error_messages", messages)
        super().__init__(max_length=254, **options)

    def clean(self, value):
        return tidy_email(super().clean(value))


class OldPassword(forms.CharField):
    """A password that is there already: taken as it is written."""

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Password"))
        options.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": "current-password"}))
        options.setdefault("error_messages", {"required": _("Write your password.")})
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, **options)


class NewPassword(forms.CharField):
    """A password to be chosen: twelve signs or more, none of the common ones, no other rule."""

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Password"))
        options.setdefault("help_text", _("At least twelve signs. A sentence is easy to remember and hard to guess."))
        attributes = {"autocomplete": "new-password", "minlength": 12}
        options.setdefault("widget", forms.PasswordInput(attrs=attributes, render_value=True))
        options.setdefault("error_messages", {"required": _("Choose a password.")})
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, **options)

    def clean(self, value):
        password = composed(super().clean(value))
        if password:
            validate_password(password)
        return password


class LogInForm(forms.Form):
    email = EmailField()
    password = OldPassword()


class ForgottenForm(forms.Form):
    email = EmailField()
