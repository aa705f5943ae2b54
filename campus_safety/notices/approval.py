"""Which kinds of channels can be used: their host must be approved, and mail must have a server."""

from django.conf import settings

from campus_safety.notices.failures import Failure
from campus_safety.notices.models import ApprovedHost, Channel
from campus_safety.notices.targets import MAIL, ROBOTS, WEBHOOK


def known_hosts() -> dict[str, str]:
    """{kind: host} of the kinds whose host no user chooses: the robots', and the mail server if there is one."""
    hosts = {kind: robot.host for kind, robot in ROBOTS.items()}
    if settings.NOTICES_MAIL_URL:
        from campus_safety.notices.plugins import mail_server  # the library is large, and few requests need it

        hosts[MAIL] = mail_server().host
    return hosts


def proposed_hosts() -> dict[str, str]:
    """Those of `known_hosts` that nobody has approved yet."""
    approved = set(ApprovedHost.objects.values_list("kind", "host"))
    return {kind: host for kind, host in known_hosts().items() if (kind, host) not in approved}


def obstacles() -> dict[str, Failure | None]:
    """{kind: what keeps it from being used, None for nothing}, in the order of Channel.Kind. One query."""
    approved = set(ApprovedHost.objects.values_list("kind", "host"))
    hosts = known_hosts()
    found: dict[str, Failure | None] = {}
    for kind in Channel.Kind.values:
        is_ready = any(of == kind for of, _host in approved) if kind == WEBHOOK else (kind, hosts.get(kind)) in approved
        is_off = kind == MAIL and MAIL not in hosts
        found[kind] = Failure.MAIL_IS_OFF if is_off else None if is_ready else Failure.NOT_APPROVED
    return found
