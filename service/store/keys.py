"""Keyed hashes (HMAC-SHA256 under the deployment secret): what derives from a draft is in no key in clear.

Whoever can list the keys of the store, but has not the secret, can neither read a draft from them
nor test a guess against them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
import unicodedata
from pathlib import Path

_BYTES = 16
_FILE_NAME = "secret"
MIN_SECRET_BYTES = 16


class Keys:
    """Derives keys; the same secret gives the same keys in every process and after every restart."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < MIN_SECRET_BYTES:
            raise ValueError(f"the deployment secret needs at least {MIN_SECRET_BYTES} bytes")
        self._secret = secret

    def derive(self, kind: str, *parts: str) -> str:
        """32 hex digits, of ``parts`` as they are divided; keys of different ``kind`` never meet."""
        mac = hmac.new(self._secret, digestmod=hashlib.sha256)
        for part in (kind, *parts):
            encoded = part.encode("utf-8", "surrogatepass")
            mac.update(len(encoded).to_bytes(8, "big"))
            mac.update(encoded)
        return mac.digest()[:_BYTES].hex()

    def claim_key(self, statement: str) -> str:
        """The key of a claim: the same for the same statement, however it is spaced or composed (NFC)."""
        return self.derive("claim", " ".join(unicodedata.normalize("NFC", statement).split()))


def load_secret(data_dir: Path, configured: str | None) -> bytes:
    """The deployment secret: as configured, else from a file made once, readable by its owner only.

    Raises ``ValueError`` when it is too short to be one (the message never contains it), ``OSError``
    when the folder cannot be written.
    """
    if configured:
        secret = configured.encode()
        if len(secret) < MIN_SECRET_BYTES:
            raise ValueError(f"the configured secret needs at least {MIN_SECRET_BYTES} bytes")
        return secret
    path = data_dir / _FILE_NAME
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create_once(path, secrets.token_hex(32))
    path.chmod(0o600)
    secret = path.read_bytes().strip()
    if len(secret) < MIN_SECRET_BYTES:
        raise ValueError(f"{path} is too short to be a secret: delete it to have a new one made")
    return secret


def _create_once(path: Path, secret: str) -> None:
    """Writes the whole file under another name and links it, so that of two starters both read one secret."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
