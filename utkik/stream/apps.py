from django.apps import AppConfig


class StreamConfig(AppConfig):
    name = "utkik.stream"
    label = "stream"

    def ready(self) -> None:
        from utkik.collect import arrivals, partings
        from utkik.stream import frame, of_source, parting, receive
        from utkik.web import rail, slots

        arrivals.register(receive.receive)
        partings.register(partings.Parting(parting.waiting, parting.take_away))
        rail.register(frame.entry)
        slots.register("start.go", frame.go_on, order=10)
        slots.register("source.newest", of_source.newest, order=10)
        slots.register("start.mine", frame.handed, order=10)
