"""What the addresses of reports and analyses are made of."""

from django.urls import converters, register_converter


class Month:
    """A month in an address: 2026-11, and 2026-11-u3 for a unit's own report."""

    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-u[0-9]{1,9})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Form:
    """The forms an edition's files have."""

    regex = "pdf|md|html"
    to_python = Month.to_python
    to_url = Month.to_url


class Year:
    """A budget year in an address: 2028."""

    regex = r"[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def register() -> None:
    """Make them known; once is enough."""
    for name, converter in (("month", Month), ("form", Form), ("budgetyear", Year)):
        if name not in converters.get_converters():
            register_converter(converter, name)
