"""Which network addresses a stranger may send us to, and how a host name becomes addresses.

Promises: an address counts as public only when it is ordinary unicast space of the open internet, and so is
any IPv4 address hidden inside it. Resolving never outlives the caller's deadline.
"""

import asyncio
import contextlib
import ipaddress
import socket
import threading

# The ipaddress module's tables differ between patch releases of Python, so what matters is written here too.
_CLOSED_V4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_V6 = tuple(ipaddress.IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "3fff::/20", "3ffe::/16"))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address in text form belongs to the open internet.

    IPv4-mapped, 6to4 and NAT64 addresses are public when the IPv4 address inside them is. Teredo,
    documentation, unique local, link-local, multicast and all other special space is not; nor is text that
    is no address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return _is_public_v4(parsed)
    if parsed.ipv4_mapped is not None:
        return _is_public_v4(parsed.ipv4_mapped)
    if parsed in _NAT64:
        return _is_public_v4(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF))
    if parsed.sixtofour is not None and not _is_public_v4(parsed.sixtofour):
        return False
    if parsed.is_multicast or not parsed.is_global:
        return False
    return parsed in _UNICAST_V6 and not any(parsed in block for block in _CLOSED_V6)


def _is_public_v4(address: ipaddress.IPv4Address) -> bool:
    return address.is_global and not any(address in block for block in _CLOSED_V4)


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name, each once, in the system's order of preference; an address is itself.

    Raises OSError when the name has none or the resolver fails.
    """
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | None, error: OSError | None) -> None:
        if answer.done():
            return
        if found is None:
            answer.set_exception(error or OSError(f"{host} has no address"))
        else:
            answer.set_result(found)

    def ask() -> None:
        found, error = None, None
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(entry[4][0]) for entry in entries)) or None
        except OSError as failure:
            error = failure
        except ValueError:  # also what idna cannot encode
            error = OSError(f"{host} is no valid host name")
        with contextlib.suppress(RuntimeError):  # the loop is closed when the deadline came first
            loop.call_soon_threadsafe(settle, found, error)

    # Not loop.getaddrinfo: asyncio.run waits for the executor's threads at its end, so that a resolver that
    # hangs would outlast every deadline.
    threading.Thread(target=ask, name="resolve", daemon=True).start()
    return await answer
