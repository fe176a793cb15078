from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "utkik.collect"
    label = "collect"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from utkik.collect import frame
        from utkik.people import words

        frame.register()
        words.register({"source.joined": _("two sources became one: the feed of one had moved to that of the other")})
