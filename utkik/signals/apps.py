from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "utkik.signals"
    label = "signals"
