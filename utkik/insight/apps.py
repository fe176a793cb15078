from django.apps import AppConfig

from utkik.web import rail


class InsightConfig(AppConfig):
    name = "utkik.insight"
    label = "insight"

    def ready(self) -> None:
        from utkik.insight import frame

        rail.register(frame.start)
