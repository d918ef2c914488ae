"""A smaller libicudata for Linux: 5 MB of its 32, which sort, convert and tell time zones in the program's languages.

Qt asks ICU for the order of texts, the case of letters, and time zones. Names of countries, currencies and units,
dictionaries for other scripts, and converters for old encodings are left out. Needs binutils, as PyInstaller does.
"""

import re
import struct
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

ALIGNED = 16
FOLDERS_OUT = frozenset("brkitr curr lang rbnf region translit unit".split())
KINDS_OUT = frozenset((".cnv", ".spp", ".cfu"))
FILES_OUT = frozenset(("unames.icu", "cnvalias.icu"))
BY_LANGUAGE = frozenset(("", "zone"))
"""Folders of which only the languages' own files stay; the order of texts stays for all."""

LOCALE = re.compile(r"(?P<language>[a-z]{2,3})(_\w+)?\.res")


class Item(NamedTuple):
    """A piece of the data: its name within the package, as `icudt73l/coll/de.res`."""

    name: bytes
    content: bytes


def write_smaller(library: Path, target: Path, languages: frozenset[str]) -> None:
    """Write `library` anew with less in it."""
    symbol, data = _data_of(library)
    items = [item for item in _items(data) if _wanted(item.name.decode(), languages)]
    header = data[: struct.unpack_from("<H", data)[0]]
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "data").write_bytes(header + _packed(items))
        _run("ld", "-r", "-b", "binary", "-o", "data.o", "data", folder=scratch)
        _run("objcopy", "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents", "data.o", folder=scratch)
        named = ["--add-symbol", f"{symbol}=.rodata:0,global,object", "--strip-symbol", "_binary_data_start"]
        named += ["--strip-symbol", "_binary_data_end", "--strip-symbol", "_binary_data_size"]
        _run("objcopy", *named, "--set-section-alignment", f".rodata={ALIGNED}", "data.o", folder=scratch)
        linked = ["-shared", "-z", "noexecstack", "--build-id=none", "-soname", library.name]
        _run("ld", *linked, "-o", str(target), "data.o", folder=scratch)


def _data_of(library: Path) -> tuple[str, bytes]:
    """The name of the library's one symbol, and what it stands for."""
    listed = subprocess.run(["readelf", "--dyn-syms", "-W", library], check=True, capture_output=True, text=True).stdout
    found = re.search(r"(0x[0-9a-f]+|\d+)\s+OBJECT\s.*\b(icudt\d+_dat)\b", listed)
    if found is None:
        raise SystemExit(f"{library.name} holds no data of ICU.")
    content = library.read_bytes()
    start = content.index(b"CmnD") - 12
    return found[2], content[start : start + int(found[1], 0)]


def _items(data: bytes) -> list[Item]:
    """The pieces, in the order of their names. See ICU's `ucmndata.h`."""
    base = struct.unpack_from("<H", data)[0]
    count = struct.unpack_from("<I", data, base)[0]
    table = [struct.unpack_from("<II", data, base + 4 + 8 * place) for place in range(count)]
    ends = [start for _, start in table[1:]] + [len(data) - base]
    names = [data[base + at : data.index(b"\0", base + at)] for at, _ in table]
    return [
        Item(name, data[base + start : base + end]) for name, (_, start), end in zip(names, table, ends, strict=True)
    ]


def _packed(items: list[Item]) -> bytes:
    """The table of contents and the pieces."""
    names = b"".join(item.name + b"\0" for item in items)
    place = 4 + 8 * len(items)
    start = _aligned(place + len(names))
    table, contents = [struct.pack("<I", len(items))], []
    for item in items:
        table.append(struct.pack("<II", place, start))
        contents.append(item.content.ljust(_aligned(len(item.content)), b"\0"))
        place += len(item.name) + 1
        start += len(contents[-1])
    head = b"".join(table) + names
    return head.ljust(_aligned(len(head)), b"\0") + b"".join(contents)


def _aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED


def _wanted(name: str, languages: frozenset[str]) -> bool:
    path = PurePosixPath(*PurePosixPath(name).parts[1:])
    folder = path.parts[0] if len(path.parts) > 1 else ""
    if folder in FOLDERS_OUT or path.suffix in KINDS_OUT or path.name in FILES_OUT:
        return False
    locale = LOCALE.fullmatch(path.name)
    return locale is None or folder not in BY_LANGUAGE or locale["language"] in languages


def _run(*command: str, folder: str) -> None:
    subprocess.run(command, cwd=folder, check=True)
