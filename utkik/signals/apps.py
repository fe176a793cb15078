from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "utkik.signals"
    label = "signals"

    def ready(self) -> None:
        from utkik.collect.sources import idle, yields
        from utkik.signals import of_sources, of_tips, shown
        from utkik.stream import tipped
        from utkik.web import rail, slots

        rail.register(shown.rail_entry)
        slots.register("entry.signal", shown.of_entry)
        slots.register("entry.signal_word", shown.word_of_entry)
        slots.register("head", shown.in_stream_head)
        tipped.register(of_tips.ways)
        yields.count_signals_with(of_sources.count)
        idle.count_gain_with(of_sources.gained)
        yields.count_used_with(of_sources.used)
