from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "utkik.rounds"
    label = "rounds"
