"""From where a request comes, as a limit counts it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The address that asks; of IPv6 its /64, for whoever has one address of it has all. "" where it is unknown.

    A limit keeps a keyed hash of it for its span of time, and nothing else does (`Use`).
    """
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
    return str(address)
