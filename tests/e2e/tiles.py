"""A tile server of the tests' own: every tile is one grey square, and every address asked for is kept."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SIDE_PX = 256
GREY = 0xCC


class TileServer(ThreadingHTTPServer):
    """Serves tiles on a port of its own; `asked` are the (z, x, y) so far."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Tiles)
        self.asked: list[tuple[int, int, int]] = []

    @property
    def url(self) -> str:
        """The XYZ address for BASE_MAP."""
        return f"http://127.0.0.1:{self.server_port}/{{z}}/{{x}}/{{y}}.png"


class _Tiles(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        """Answer any tile with the grey square."""
        z, x, y = self.path.removesuffix(".png").strip("/").split("/")
        self.server.asked.append((int(z), int(x), int(y)))
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(TILE)))
        self.end_headers()
        self.wfile.write(TILE)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png() -> bytes:
    head = struct.pack(">IIBBBBB", SIDE_PX, SIDE_PX, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([GREY]) * SIDE_PX) * SIDE_PX
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


TILE = _png()


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """A running tile server."""
    with TileServer() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
