"""Files of gzip members one after another, as a WARC is packed record by record or as a whole."""

from __future__ import annotations

import zlib
from typing import BinaryIO

_MAGIC = b"\x1f\x8b"
_GZIP_BITS = 16 + zlib.MAX_WBITS
_BLOCK = 65536


class Unpacked:
    """What is whole is given before an early end is told, which is an ``OSError``."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = b""
        self._inside = False
        self._unpack = zlib.decompressobj(_GZIP_BITS)

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes, which is more than 0; none at the end."""
        data = b""
        while not data:
            if not self._packed:
                self._packed = self._file.read(_BLOCK)
                if not self._packed:
                    break
            if not self._inside:
                self._packed = self._packed.lstrip(b"\0")  # padding between members
                self._unpack = zlib.decompressobj(_GZIP_BITS)
            if self._packed:
                data = self._unpack.decompress(self._packed, size)
                self._inside = not self._unpack.eof
                self._packed = self._unpack.unconsumed_tail if self._inside else self._unpack.unused_data
        if not data and self._inside:
            raise OSError("the file ends in the middle")
        return data


def unpacked(file: BinaryIO) -> BinaryIO | Unpacked:
    """By its content, for names lie. ``file`` is at its start."""
    is_packed = file.read(len(_MAGIC)) == _MAGIC
    file.seek(0)
    return Unpacked(file) if is_packed else file
