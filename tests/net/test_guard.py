"""Which addresses are never connected to, each kind with an example of its own."""

from ipaddress import ip_address

import pytest

from utkik.net import guard

INWARDS = {
    "loopback": "127.0.0.1",
    "all of loopback": "127.250.3.9",
    "this network": "0.0.0.0",
    "private, ten": "10.8.0.14",
    "private, 172": "172.31.255.254",
    "private, 192": "192.168.178.1",
    "link-local, where clouds tell secrets": "169.254.169.254",
    "carrier's": "100.101.102.103",
    "benchmarks": "198.19.4.4",
    "documentation": "203.0.113.77",
    "documentation, first": "192.0.2.1",
    "documentation, second": "198.51.100.2",
    "future use": "250.1.2.3",
    "broadcast": "255.255.255.255",
    "multicast": "224.0.0.251",
    "multicast, high": "239.255.255.250",
    "Oracle's metadata": "192.0.0.192",
    "Azure's platform": "168.63.129.16",
    "6to4 relay": "192.88.99.1",
    "loopback, v6": "::1",
    "nothing, v6": "::",
    "link-local, v6": "fe80::1",
    "link-local with a zone": "fe80::1%eth0",
    "unique local": "fd12:3456::1",
    "old site-local": "fec0::9",
    "multicast, v6": "ff02::fb",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped, in figures": "::ffff:7f00:1",
    "mapped nothing": "::ffff:0.0.0.0",
    "mapped metadata": "::ffff:169.254.169.254",
    "mapped private": "::ffff:10.1.2.3",
    "IPv4-compatible": "::127.0.0.1",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of metadata": "64:ff9b::a9fe:a9fe",
    "NAT64, local": "64:ff9b:1::808:808",
    "6to4 of loopback": "2002:7f00:1::1",
    "6to4 of private": "2002:c0a8:101::",
    "6to4 of metadata": "2002:a9fe:a9fe::1",
    "NAT64 of Oracle's metadata": "64:ff9b::c000:c0",
    "NAT64 of Azure's platform": "64:ff9b::a83f:8110",
    "Teredo": "2001:0:53aa:64c::1",
    "documentation, v6": "2001:db8::5",
    "documentation, new": "3fff:12::1",
    "SRv6": "5f00:8::1",
    "discard": "100::7",
}


@pytest.mark.parametrize("address", INWARDS.values(), ids=INWARDS.keys())
def test_what_leads_inwards_or_nowhere_is_refused(address):
    with pytest.raises(guard.NotAllowed) as refused:
        guard.check(address, 443)
    assert refused.value.code == "private_address"


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2a00:1450:400f:80d::200e", "64:ff9b::808:808"])
def test_public_addresses_pass(address):
    guard.check(address, 443)
    guard.check(address, 80)


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080, 8443])
def test_other_ports_than_the_webs_are_refused(port):
    with pytest.raises(guard.NotAllowed) as refused:
        guard.check("1.1.1.1", port)
    assert refused.value.code == "refused_port"


def test_an_allowed_network_is_read_at_any_port_and_no_other_is():
    allowed = guard.networks("10.20.0.0/16, fd00:1::/32")
    guard.check("10.20.3.4", 8700, allowed)
    guard.check("::ffff:10.20.3.4", 8700, allowed)
    guard.check("fd00:1::5", 8700, allowed)
    for outside in ("10.21.0.1", "127.0.0.1", "fd00:2::1"):
        with pytest.raises(guard.NotAllowed):
            guard.check(outside, 80, allowed)


def test_a_wrapped_address_is_not_let_in_by_an_allowed_network():
    with pytest.raises(guard.NotAllowed):
        guard.check("2002:7f00:1::1", 80, guard.networks("127.0.0.0/8"))


def test_the_address_that_is_meant_is_unwrapped():
    assert str(guard.unwrapped(ip_address("64:ff9b::c0a8:1"))) == "192.168.0.1"
    assert str(guard.unwrapped(ip_address("2002:a00:1::9"))) == "10.0.0.1"
    assert str(guard.unwrapped(ip_address("2a00:1450::1"))) == "2a00:1450::1"
