from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "utkik.reports"
    label = "reports"

    def ready(self) -> None:
        from utkik.reports import frame, frame_answers
        from utkik.signals import talk
        from utkik.web import rail, slots

        rail.register(frame.rail_entry)
        slots.register("signal.trail", frame.trail, order=300)
        slots.register("round.outcome", frame.after_outcome)
        frame_answers.register()
        talk.add_gate(frame.may_read)
