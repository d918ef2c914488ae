"""A TCP proxy between a storage and its server that breaks what a test wants broken, or adds TLS."""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .servers import Server

SLOW_DOWN = (
    b"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>Slow down</Message></Error>"""
)


@dataclass
class Faults:
    """What goes wrong from now on; every count is used up by happening."""

    resets: int = 0
    """Connections that are reset after `after` bytes to the server."""
    truncations: int = 0
    """Connections whose answers end after `after` bytes."""
    after: int = 1_000_000
    black_hole: bool = False
    """Nothing passes any more, and no connection is refused."""
    slow_downs: int = 0
    """Connections that are answered with 503."""
    connections: list[socket.socket] = field(default_factory=list)


@contextmanager
def between(server: Server, faults: Faults, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """The server, seen through the proxy."""
    upstream = urlsplit(server.endpoint)
    assert upstream.hostname is not None and upstream.port is not None
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threads.append(_start(_serve, client, (upstream.hostname, upstream.port), faults, tls))

    threads.append(_start(accept))
    try:
        scheme = "https" if tls else "http"
        yield Server(server.name, f"{scheme}://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        # Closing alone does not wake who waits for a connection.
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in faults.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in threads:
            thread.join(5)


def _start(work: object, *arguments: object) -> threading.Thread:
    assert callable(work)
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread


def _serve(client: socket.socket, upstream: tuple[str, int], faults: Faults, tls: ssl.SSLContext | None) -> None:
    faults.connections.append(client)
    with contextlib.suppress(OSError):
        if tls is not None:
            client = tls.wrap_socket(client, server_side=True)
            faults.connections.append(client)
        if faults.slow_downs:
            faults.slow_downs -= 1
            client.recv(65536)
            head = f"HTTP/1.1 503 Slow Down\r\nContent-Length: {len(SLOW_DOWN)}\r\nConnection: close\r\n\r\n"
            client.sendall(head.encode() + SLOW_DOWN)
            client.shutdown(socket.SHUT_WR)
            return
        server = socket.create_connection(upstream)
        faults.connections.append(server)
        back = _start(_pass_on, server, client, faults, "truncations")
        _pass_on(client, server, faults, "resets")
        back.join()


def _pass_on(source: socket.socket, target: socket.socket, faults: Faults, kind: str) -> None:
    with contextlib.suppress(OSError):
        _pass_data(source, target, faults, kind)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _pass_data(source: socket.socket, target: socket.socket, faults: Faults, kind: str) -> None:
    passed = 0
    while data := source.recv(65536):
        while faults.black_hole:
            if not source.recv(65536):
                return
        passed += len(data)
        if getattr(faults, kind) and passed > faults.after:
            setattr(faults, kind, getattr(faults, kind) - 1)
            for end in (source, target):
                # No farewell: the other side sees a reset.
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
            return
        target.sendall(data)
