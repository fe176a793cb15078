"""What came in is told to the steps after this one, inside the transaction that stored it."""

from collections.abc import Callable, Sequence

from utkik.collect.models import Sighting

Receiver = Callable[[Sequence[Sighting]], int]
Folder = Callable[[int, int, int], bool]
_receivers: list[Receiver] = []
_folders: list[Folder] = []


def register(receiver: Receiver) -> Receiver:
    """Have a function called with new sightings (of one feed, item and feed loaded).

    It returns how many entries it made.
    """
    if receiver not in _receivers:
        _receivers.append(receiver)
    return receiver


def register_same(folder: Folder) -> Folder:
    """Have a function called when an organisation's reading shows that two items are one article."""
    if folder not in _folders:
        _folders.append(folder)
    return folder


def tell_same(organisation: int, item: int, other: int) -> bool:
    """One article was brought as two items; returns whether it is `other` alone for the organisation from now on."""
    return any(folder(organisation, item, other) for folder in _folders)


def tell(sightings: Sequence[Sighting]) -> int:
    """Hand new sightings on; returns how many entries were made of them."""
    return sum(receiver(sightings) for receiver in _receivers) if sightings else 0
