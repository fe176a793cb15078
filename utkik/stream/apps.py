from django.apps import AppConfig


class StreamConfig(AppConfig):
    name = "utkik.stream"
    label = "stream"

    def ready(self) -> None:
        from utkik.collect import arrivals
        from utkik.stream import receive

        arrivals.register(receive.receive)
