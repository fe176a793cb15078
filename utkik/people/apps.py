from django.apps import AppConfig

from utkik.web import slots


class PeopleConfig(AppConfig):
    name = "utkik.people"
    label = "people"

    def ready(self) -> None:
        from utkik.people import near

        slots.register("frame.member", near.stand_in_frame)
