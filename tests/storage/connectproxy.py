"""An HTTP proxy as offices have it: it connects whoever may, through CONNECT."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

REFUSED = b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\n\r\n'
ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@dataclass
class OfficeProxy:
    """What the proxy does, and what came to it."""

    address: str = ""
    refuses: bool = False
    targets: list[str] = field(default_factory=list)
    """The `host:port` that it was asked for."""
    sockets: list[socket.socket] = field(default_factory=list)


@contextmanager
def office_proxy() -> Iterator[OfficeProxy]:
    """A running proxy; it is gone with everything that goes through it at the end."""
    listener, proxy = socket.create_server(("127.0.0.1", 0)), OfficeProxy()
    proxy.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    threads: list[threading.Thread] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                _start(threads, _serve, client, proxy, threads)

    _start(threads, accept)
    try:
        yield proxy
    finally:
        for one in (listener, *proxy.sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in threads:
            thread.join(5)


def _start(threads: list[threading.Thread], work: object, *arguments: object) -> None:
    assert callable(work)
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    threads.append(thread)
    thread.start()


def _serve(client: socket.socket, proxy: OfficeProxy, threads: list[threading.Thread]) -> None:
    proxy.sockets.append(client)
    with contextlib.suppress(OSError):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := client.recv(65536)):
                return
            head += data
        method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        proxy.targets.append(target)
        if proxy.refuses or method != "CONNECT":
            client.sendall(REFUSED)
            client.close()
            return
        host, _, port = target.rpartition(":")
        server = socket.create_connection((host, int(port)))
        proxy.sockets.append(server)
        client.sendall(ESTABLISHED)
        _start(threads, _pass_on, server, client)
        _pass_on(client, server)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
