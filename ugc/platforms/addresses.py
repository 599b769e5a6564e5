"""Where we may connect to: public addresses, and the private networks an operator allowed."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from ugc.platforms.errors import PlatformError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], list[str]]

# Only 2000::/3 is handed out as global unicast (RFC 4291 §2.4); Teredo and 6to4 in it carry an IPv4
# address of anybody's choice. IPv4-mapped, NAT64 and the like lie outside and are refused with it.
GLOBAL_UNICAST = ip_network("2000::/3")
TUNNELS = (ip_network("2001::/32"), ip_network("2002::/16"))


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name as the system knows it; odd spellings such as `2130706433` included."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet at large."""
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, IPv4Address):
        return True
    return address in GLOBAL_UNICAST and not any(address in tunnel for tunnel in TUNNELS)


def checked(host: str, port: int, resolver: Resolver, allow: Sequence[Network]) -> list[Address]:
    """The addresses of `host`, all of them public or allowed; PlatformError when there is none or a bad one.

    One bad address refuses the whole name: who answers both public and private plays a trick.
    """
    try:
        addresses = [ip_address(text) for text in resolver(host, port)]
    except (OSError, UnicodeError, ValueError) as problem:
        raise PlatformError(f"We found no address for {host}. Is the name spelled right?") from problem
    if not addresses:
        raise PlatformError(f"We found no address for {host}. Is the name spelled right?")
    if not all(is_public(address) or is_allowed(address, allow) for address in addresses):
        raise PlatformError(
            f"{host} lies in a private network, where we do not go unless the operator allows that network.",
            permanent=True,
        )
    return addresses


def is_allowed(address: Address, allow: Sequence[Network]) -> bool:
    """Whether the operator's list names a network that holds the address."""
    return any(address in network for network in allow)
