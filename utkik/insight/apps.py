from django.apps import AppConfig

from utkik.web import rail, slots


class InsightConfig(AppConfig):
    name = "utkik.insight"
    label = "insight"

    def ready(self) -> None:
        from utkik.insight import frame, imported, in_patterns, plan_states, words
        from utkik.reports import agenda

        rail.register(frame.start)
        rail.register(frame.search)
        rail.register(frame.patterns)
        rail.register(frame.rhythm)
        slots.register("signal.margin", in_patterns.of_signal, order=400)
        slots.register("signal.margin", imported.of_signal, order=50)
        slots.register("signals.below", imported.of_list)
        slots.register("administration.more", imported.of_administration)
        slots.register("trend.margin", in_patterns.of_trend, order=400)
        slots.register("rail.month", frame.month_line)
        slots.register("start.late", frame.on_plan, order=50)
        slots.register("rhythm.next", frame.next_agreed)
        slots.register("work.words", words.of_work)
        words.register()
        agenda.tell_meetings(plan_states.next_meeting)
