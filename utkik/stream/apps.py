from django.apps import AppConfig


class StreamConfig(AppConfig):
    name = "utkik.stream"
    label = "stream"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from utkik.collect import arrivals, joining, partings
        from utkik.collect.sources import idle
        from utkik.people import words
        from utkik.stream import frame, gains, of_source, parting, receive, same_article, take_over
        from utkik.web import rail, slots

        arrivals.register(receive.receive)
        arrivals.register_same(same_article.fold)
        joining.register(take_over.take_over)
        words.register({"tip.sent": _("sent a tip"), "tip.taken_back": _("took a tip back")})
        idle.count_gain_with(gains.sources)
        partings.register(partings.Parting(parting.waiting, parting.take_away))
        rail.register(frame.entry)
        rail.register(frame.tips)
        slots.register("start.go", frame.go_on, order=10)
        slots.register("source.newest", of_source.newest, order=10)
        slots.register("sources.views", of_source.rules, order=10)
        slots.register("source.acts", of_source.rule_for, order=10)
        slots.register("start.mine", frame.handed, order=10)
