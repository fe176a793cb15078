"""What came back from a fetch."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed: the status, and the address it led to."""

    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `address` is where it came from in the end; `body` is unpacked and empty unless status is 200."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    hops: tuple[Hop, ...] = field(default=())

    @property
    def content_type(self) -> str:
        """The type without parameters, in lower case, such as `application/rss+xml`."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that the Content-Type names, or an empty text."""
        for part in self.headers.get("Content-Type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower()
        return ""

    @property
    def moved_to(self) -> str:
        """The address that permanent redirects lead to before any temporary one; empty where there is none."""
        found = ""
        for hop in self.hops:
            if hop.status not in PERMANENT:
                break
            found = hop.address
        return found
