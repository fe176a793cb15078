from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "utkik.signals"
    label = "signals"

    def ready(self) -> None:
        from utkik.signals import shown
        from utkik.web import rail, slots

        rail.register(shown.rail_entry)
        slots.register("entry.signal", shown.of_entry)
        slots.register("head", shown.in_stream_head)
