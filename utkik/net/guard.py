"""Which addresses may be connected to.

`ipaddress.is_global` answers True for networks that lead inwards or nowhere (NAT64 and 6to4 wrap any IPv4 address,
two clouds answer on public addresses), and later Pythons revise its table. So: our list, and `is_global`, and not
multicast, on the address that is really meant. Always the address of the connection, never the host's spelling:
getaddrinfo reads 0x7f.1, 2130706433 and ①②⑦.⓪.⓪.① as 127.0.0.1.
"""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PUBLIC_PORTS = frozenset({80, 443})

NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "192.0.0.0/24",  # Oracle's metadata on 192.0.0.192
        "168.63.129.16/32",  # Azure's platform
        "192.88.99.0/24",  # 6to4 relay
        "240.0.0.0/4",
        "::/96",  # IPv4-compatible
        "64:ff9b:1::/48",  # NAT64 within one network: where the IPv4 address stands is not known
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
    )
)
NAT64 = IPv6Network("64:ff9b::/96")


class NotAllowed(OSError):
    """A connection that the guard refused. `code` is `private_address` or `refused_port`."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code


def networks(text: str | Iterable[str | Network]) -> tuple[Network, ...]:
    """The networks of a setting such as `127.0.0.0/8, 10.1.0.0/16`. Raises ValueError at one that is none."""
    parts = text.replace(",", " ").split() if isinstance(text, str) else text
    return tuple(ip_network(part, strict=False) for part in parts)


def check(host: str, port: int, allowed: Iterable[Network] = (), *, also: int | None = None) -> None:
    """Raises NotAllowed unless this IP address and port may be connected to; `allowed` networks at any port.

    `also`: a port besides the web's own.
    """
    address = ip_address(host.split("%")[0])
    plain = getattr(address, "ipv4_mapped", None) or address
    if any(plain.version == net.version and plain in net for net in allowed):
        return
    if not is_public(address):
        raise NotAllowed("private_address", str(address))
    if port not in PUBLIC_PORTS and port != also:
        raise NotAllowed("refused_port", str(port))


def is_public(address: Address) -> bool:
    """Whether the address that is really meant leads out into the public network."""
    meant = unwrapped(address)
    if any(meant.version == net.version and meant in net for net in NEVER):
        return False
    return meant.is_global and not meant.is_multicast


def unwrapped(address: Address) -> Address:
    """The IPv4 address that a mapped, 6to4 or NAT64 address wraps, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def gate(allowed: tuple[Network, ...], also: Callable[[], int | None] = lambda: None):
    """A socket factory for aiohttp's connector: every connection passes here with the address it goes to.

    `also` says which port besides the web's own the request under way may use.
    """

    def opened(info: tuple) -> socket.socket:
        family, kind, protocol, _, place = info
        check(place[0], place[1], allowed, also=also())
        return socket.socket(family=family, type=kind, proto=protocol)

    return opened
