from django.apps import AppConfig

from utkik.web import rail, slots


class PeopleConfig(AppConfig):
    name = "utkik.people"
    label = "people"

    def ready(self) -> None:
        from utkik.people import frame, near

        slots.register("frame.member", near.stand_in_frame)
        slots.register("rail.foot", frame.foot)
        slots.register("head", frame.colours)
        rail.register(frame.account)
        rail.register(frame.administration)
