from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "utkik.meetings"
    label = "meetings"
