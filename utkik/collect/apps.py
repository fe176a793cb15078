from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "utkik.collect"
    label = "collect"
