"""An HTTP proxy before an S3 server that knows the steps of a transfer and breaks one of them."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from .servers import Server

REFUSALS = {"SlowDown": 503, "InternalError": 500, "ExpiredToken": 400, "AccessDenied": 403, "QuotaExceeded": 403}
"""Faults that are answers of a server, and their status."""

LINES = ("reset", "lost", "truncated", "silent", "drip")
"""Faults of the line. `lost`: the server does what is asked, its answer never arrives."""

PIECE = 16384


@dataclass
class Fault:
    """What goes wrong, and at which step."""

    kind: str = ""
    step: str = ""
    lasting: bool = False
    """From that step on, every request meets it."""
    before: Callable[[], None] | None = None
    """Called once when the step comes, before the server hears of it: somebody else does something."""
    happened: int = 0
    seen: list[str] = field(default_factory=list)
    """The steps in their order."""
    connections: list[socket.socket] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def meets(self, step: str) -> bool:
        """True where this request goes wrong."""
        self.seen.append(step)
        if self.over.is_set() or (not (self.happened and self.lasting) and (step != self.step or self.happened)):
            return False
        self.happened += 1
        return True


def step_of(method: str, path: str, header: Callable[[str], str | None]) -> str:
    """The step of a transfer that a request is: `put`, `create`, `part 2`, `complete`, `range`, `range on`, `list`…"""
    query = parse_qs(urlsplit(path).query, keep_blank_values=True)
    if "partNumber" in query:
        return f"part {query['partNumber'][0]}"
    if "uploads" in query:
        return "create" if method == "POST" else "uploads"
    if "uploadId" in query:
        return {"POST": "complete", "GET": "parts", "DELETE": "abort"}[method]
    if "list-type" in query:
        return "list"
    if method == "GET":
        return "range" if (header("Range") or "bytes=0-").startswith("bytes=0-") else "range on"
    return {"PUT": "put", "HEAD": "head", "DELETE": "delete"}[method]


@contextmanager
def breaking(server: Server, fault: Fault) -> Iterator[Server]:
    """The server, seen through the proxy."""
    upstream = urlsplit(server.endpoint)

    class Handler(_Handler):
        def setup(self) -> None:
            super().setup()
            fault.connections.append(self.connection)

        def do(self) -> None:
            self.answer(fault, (upstream.hostname or "", upstream.port or 0))

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = False
    thread = threading.Thread(target=lambda: listener.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield Server(server.name, f"http://127.0.0.1:{listener.server_address[1]}")
    finally:
        fault.over.set()
        listener.shutdown()
        for connection in fault.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        listener.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def answer(self, fault: Fault, upstream: tuple[str, int]) -> None:
        step = step_of(self.command, self.path, self.headers.get)
        length = int(self.headers.get("Content-Length") or 0)
        wrong = fault.meets(step)
        if wrong and fault.before is not None and fault.happened == 1:
            fault.before()
        kind = fault.kind if wrong else ""
        with contextlib.suppress(OSError):
            if kind == "reset":
                self._reset(self.rfile.read(length // 2))
            elif kind == "silent":
                fault.over.wait(20)
                self.close_connection = True
            else:
                self._exchange(kind, self._body(length, slow=kind == "drip"), upstream)

    def _exchange(self, kind: str, body: bytes, upstream: tuple[str, int]) -> None:
        if kind in REFUSALS:
            self._refuse(kind)
            return
        connection = HTTPConnection(*upstream, timeout=20)
        with contextlib.closing(connection):
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in ("expect", "connection"):
                    connection.putheader(name, value)
            connection.endheaders(body or None)
            response = connection.getresponse()
            content = response.read()
        if kind == "lost":
            self._reset(b"")
        else:
            self._pass_back(response, content, kind)

    def _pass_back(self, response: HTTPResponse, content: bytes, kind: str) -> None:
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        length = response.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
        self.send_header("Content-Length", length or "0")
        self.end_headers()
        if kind == "truncated":
            self.wfile.write(content[: len(content) // 2])
            self.close_connection = True
        elif kind == "drip":
            for start in range(0, len(content), max(1, len(content) // 20)):
                self.wfile.write(content[start : start + max(1, len(content) // 20)])
                time.sleep(0.01)
        else:
            self.wfile.write(content)

    def _refuse(self, code: str) -> None:
        body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>".encode()
        self.send_response_only(REFUSALS[code])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _body(self, length: int, *, slow: bool) -> bytes:
        parts, left = [], length
        while left:
            part = self.rfile.read(min(left, max(PIECE, length // 20)))
            if not part:
                raise ConnectionError
            parts.append(part)
            left -= len(part)
            if slow:
                time.sleep(0.01)
        return b"".join(parts)

    def _reset(self, _read: bytes) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True
