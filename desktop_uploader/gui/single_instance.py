"""One window for each data folder: a second start hands its files to the first, and an installer asks it to end."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1000
"""Milliseconds that a second start waits for the first to answer."""

LONGEST = 1024 * 1024

END = "end"
"""What is sent in the place of a list of files by whoever wants the program to end."""


def server_name(data_dir: Path) -> str:
    """The name under which the window of a data folder can be reached."""
    return "desktop-uploader-" + hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]


def hand_over(data_dir: Path, files: Sequence[Path]) -> bool:
    """Give the files to a window that is open already; False where there is none."""
    socket = QLocalSocket()
    names = [str(path.absolute()) for path in files]
    answered = _sent(socket, data_dir, names) and socket.waitForReadyRead(PATIENCE)
    socket.disconnectFromServer()
    return answered


def have_it_end(data_dir: Path, seconds: float) -> bool:
    """Have an open window end once its files in work are finished, and wait for that; True where none is open then.

    One that is busy opening, or closing, is waited for without its answer.
    """
    socket = QLocalSocket()
    if not _sent(socket, data_dir, END):
        return True
    socket.waitForDisconnected(int(seconds * 1000))
    return socket.state() is QLocalSocket.LocalSocketState.UnconnectedState


def _sent(socket: QLocalSocket, data_dir: Path, message: list[str] | str) -> bool:
    socket.connectToServer(server_name(data_dir))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps(message).encode() + b"\n")
    socket.flush()
    return True


class SingleInstance(QObject):
    """Listens for later starts."""

    files_handed = Signal(object)
    """A list of paths, perhaps empty: somebody started the program again."""

    end_wanted = Signal()
    """The program is to be replaced or removed."""

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
            message = json.loads(bytes(socket.readLine(LONGEST).data()))
            files = [Path(name) for name in message] if message != END else []
        except (ValueError, TypeError):
            message, files = None, []
        socket.write(b"ok\n")
        socket.flush()
        if message == END:
            self.end_wanted.emit()
        else:
            self.files_handed.emit(files)
