from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "utkik.collect"
    label = "collect"

    def ready(self) -> None:
        from utkik.collect import frame

        frame.register()
