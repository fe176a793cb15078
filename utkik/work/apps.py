from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "utkik.work"
    label = "work"

    def ready(self) -> None:
        from utkik.work import among  # noqa: F401 – a lookup that every model's fields then know
