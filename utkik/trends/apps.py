from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "utkik.trends"
    label = "trends"

    def ready(self) -> None:
        from utkik.people import begin
        from utkik.trends import forces, frame, seen
        from utkik.trends.models import Force

        begin.also(lambda organisation: forces.lay(organisation, Force))
        frame.register()
        seen.register()
