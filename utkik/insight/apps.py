from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "utkik.insight"
    label = "insight"
