from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "utkik.reports"
    label = "reports"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from utkik.people import words
        from utkik.reports import frame, frame_answers, of_tips
        from utkik.reports.analysis import frame as analysis_frame
        from utkik.signals import talk
        from utkik.stream import tipped
        from utkik.web import rail, slots

        words.register(
            {"reading_link.made": _("made a reading link"), "reading_link.revoked": _("ended a reading link")}
        )
        rail.register(frame.rail_entry)
        slots.register("signal.trail", frame.trail, order=300)
        slots.register("round.outcome", frame.after_outcome)
        frame_answers.register()
        tipped.register(of_tips.ways)
        talk.add_gate(frame.may_read)
        rail.register(analysis_frame.rail_entry)
        slots.register("start.mine", analysis_frame.on_start, order=40)
        slots.register("trend.below", analysis_frame.on_a_trend, order=300)
        slots.register("signal.trail", analysis_frame.trail, order=400)
        talk.add_gate(analysis_frame.may_read)
