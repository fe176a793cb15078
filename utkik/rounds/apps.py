from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "utkik.rounds"
    label = "rounds"

    def ready(self) -> None:
        from utkik.rounds import frame

        frame.register()
