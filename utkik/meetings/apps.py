from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "utkik.meetings"
    label = "meetings"

    def ready(self) -> None:
        from utkik.meetings import day_frame, forum_frame

        day_frame.register()
        forum_frame.register()
