from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "utkik.trends"
    label = "trends"
