from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "utkik.reports"
    label = "reports"

    def ready(self) -> None:
        from utkik.reports import frame, frame_answers
        from utkik.reports.analysis import frame as analysis_frame
        from utkik.signals import talk
        from utkik.web import rail, slots

        rail.register(frame.rail_entry)
        slots.register("signal.trail", frame.trail, order=300)
        slots.register("round.outcome", frame.after_outcome)
        frame_answers.register()
        talk.add_gate(frame.may_read)
        rail.register(analysis_frame.rail_entry)
        slots.register("trend.below", analysis_frame.on_a_trend, order=300)
        slots.register("signal.trail", analysis_frame.trail, order=400)
        talk.add_gate(analysis_frame.may_read)
