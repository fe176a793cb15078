from django.apps import AppConfig

from utkik.web import rail, slots


class InsightConfig(AppConfig):
    name = "utkik.insight"
    label = "insight"

    def ready(self) -> None:
        from utkik.insight import frame, words

        rail.register(frame.start)
        rail.register(frame.search)
        slots.register("rail.month", frame.month_line)
        slots.register("work.words", words.of_work)
        words.register()
