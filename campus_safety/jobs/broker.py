"""The broker as a setting: Redis where its address is given, else messages in files on this machine."""

from pathlib import Path

from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["embedded"] = "campus_safety.jobs.embedded:Transport"

Options = dict[str, int | str]


def broker(*, redis_url: str, folder: Path) -> tuple[str, Options]:
    """The broker's address and its transport options; the folders of the embedded one are made."""
    if redis_url:
        return redis_url, {
            "visibility_timeout": 60,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_timeout": 2,
            "socket_connect_timeout": 2,
        }
    messages, control = folder / "messages", folder / "control"
    for each in (messages, control):
        each.mkdir(parents=True, exist_ok=True)
    return "embedded://localhost", {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
    }
