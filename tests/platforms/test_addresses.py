"""Where the door may lead."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc.platforms.addresses import checked, is_public, resolve
from ugc.platforms.errors import PlatformError

NOT_PUBLIC = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.9.10", "169.254.169.254",
    "172.16.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2001::7f00:1", "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fec0::1", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_what_is_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::5e"])
def test_what_is_public(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses())
def test_no_private_address_is_ever_public(address: object) -> None:
    found = ip_address(str(address))
    private = found.is_private or found.is_loopback or found.is_link_local or found.is_multicast
    assert not (private and is_public(found))


SPELLINGS = ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_loopback_gets_through(spelling: str) -> None:
    with pytest.raises(PlatformError, match="private network") as refused:
        checked(spelling, 80, resolve, ())
    assert refused.value.permanent


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(PlatformError, match="private network"):
        checked("social.example", 443, lambda *_: ["93.184.216.34", "10.0.0.5"], ())


def test_only_the_allowed_network_is_entered() -> None:
    allow = (ip_network("10.0.0.0/24"), ip_network("fd00::/64"))
    assert checked("social.example", 443, lambda *_: ["10.0.0.5", "fd00::5"], allow)
    with pytest.raises(PlatformError, match="private network"):
        checked("social.example", 443, lambda *_: ["10.0.1.5"], allow)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 64 + ".example", ""])
def test_a_name_without_an_address_may_get_one_later(host: str) -> None:
    def resolver(name: str, port: int) -> list[str]:
        return resolve(name, port) if len(name) > 63 else []

    with pytest.raises(PlatformError, match="found no address") as missing:
        checked(host, 443, resolver, ())
    assert not missing.value.permanent
