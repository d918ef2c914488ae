"""A server on the loopback that tells which version is the newest."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

GITHUB = {"tag_name": "v99.1.0", "body": "* Faster\r\n* <b>Safer</b>", "html_url": "https://x.example/99", "extra": 1}


class Told:
    """What it answers, and how often it was asked."""

    def __init__(self) -> None:
        self.answer: Any = GITHUB
        self.status = 200
        self.location: str | None = None
        self.asked = 0
        self.address = ""


@contextmanager
def updates_server() -> Iterator[Told]:
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked += 1
            self.send_response(told.status)
            if told.location is not None:
                self.send_header("Location", told.location)
            self.end_headers()
            text = told.answer if isinstance(told.answer, str) else json.dumps(told.answer)
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.address = f"http://127.0.0.1:{server.server_port}/newest"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield told
        server.shutdown()
        thread.join()
