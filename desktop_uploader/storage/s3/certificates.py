"""Who issued the certificate of a server that is not trusted: often an office's own proxy."""

import socket
import ssl
from typing import Any

PATIENCE = 5.0


def issuer_of(host: str) -> str:
    """The issuer of the certificate that `host` (or `host:port`) shows; empty where it cannot be found out.

    Connects without trusting the server, and sends it nothing.
    """
    name, _, port = host.rpartition(":") if ":" in host else (host, "", "443")
    try:
        pem = ssl.get_server_certificate((name, int(port)), timeout=PATIENCE)
        return _read_issuer(name, int(port), pem)
    except (OSError, ValueError):
        return ""


def _read_issuer(name: str, port: int, pem: str) -> str:
    # Python parses only certificates that it has verified: for once, this one stands for its own authority.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=pem)
    with (
        socket.create_connection((name, port), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=name) as secured,
    ):
        certificate = secured.getpeercert() or {}
    groups: Any = certificate.get("issuer", ())
    parts = {key: value for group in groups for key, value in group}
    return str(parts.get("organizationName") or parts.get("commonName") or "")
