from django.apps import AppConfig


class StreamConfig(AppConfig):
    name = "utkik.stream"
    label = "stream"
