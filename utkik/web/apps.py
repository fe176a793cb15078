"""The frame every page stands in."""

from django.apps import AppConfig

from utkik.web import help_entry, rail


class WebConfig(AppConfig):
    """Base templates, components, styles, scripts, error and public pages."""

    name = "utkik.web"
    label = "web"

    def ready(self) -> None:
        rail.register(help_entry.entry)
