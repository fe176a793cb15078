"""What came in is told to the steps after this one, inside the transaction that stored it."""

from collections.abc import Callable, Sequence

from utkik.collect.models import Sighting

Receiver = Callable[[Sequence[Sighting]], int]
_receivers: list[Receiver] = []


def register(receiver: Receiver) -> Receiver:
    """Have a function called with new sightings (of one feed, item and feed loaded).

    It returns how many entries it made.
    """
    if receiver not in _receivers:
        _receivers.append(receiver)
    return receiver


def tell(sightings: Sequence[Sighting]) -> int:
    """Hand new sightings on; returns how many entries were made of them."""
    return sum(receiver(sightings) for receiver in _receivers) if sightings else 0
