from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "utkik.work"
    label = "work"
