"""The frame every page stands in."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components, styles, scripts, error and public pages."""

    name = "utkik.web"
    label = "web"

    def ready(self) -> None:
        from utkik.web import help_entry, rail

        rail.register(help_entry.entry)
