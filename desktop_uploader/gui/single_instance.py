"""One window for each data folder: a second start hands its files to the first."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1000
"""Milliseconds that a second start waits for the first to answer."""

LONGEST = 1024 * 1024


def server_name(data_dir: Path) -> str:
    """The name under which the window of a data folder can be reached."""
    return "desktop-uploader-" + hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]


def hand_over(data_dir: Path, files: Sequence[Path]) -> bool:
    """Give the files to a window that is open already; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(data_dir))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps([str(path.absolute()) for path in files]).encode() + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(PATIENCE)
    socket.disconnectFromServer()
    return answered


class SingleInstance(QObject):
    """Listens for later starts."""

    files_handed = Signal(object)
    """A list of paths, perhaps empty: somebody started the program again."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = server_name(data_dir)
        if not self._server.listen(name):
            # Left behind by a program that was killed: nobody answered at it a moment ago.
            QLocalServer.removeServer(name)
            self._server.listen(name)
        self._server.newConnection.connect(self._on_connection)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        try:
            files = [Path(name) for name in json.loads(bytes(socket.readLine(LONGEST).data()))]
        except (ValueError, TypeError):
            files = []
        socket.write(b"ok\n")
        socket.flush()
        self.files_handed.emit(files)
