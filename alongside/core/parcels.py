"""A folder as one encrypted file, and back, with a key of its own.

`ALONGSIDE COPY 1`, a salt, then portions of a tar archive, each sealed with AES-256-GCM under a
key made of the backup key and the salt (scrypt, so a passphrase will do). The number of each
portion and whether it is the last are bound in: none can be left out, moved or added.
"""

import io
import secrets
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"ALONGSIDE COPY 1\n"
SALT, PORTION, TAG = 16, 1 << 20, 16


class Unreadable(Exception):
    """Another key, or the file is not whole, or no file of ours."""


def wrap(folder: Path, file: Path, *, key: str) -> None:
    """Write the folder's files into a new file, readable by its owner only."""
    salt = secrets.token_bytes(SALT)
    with file.open("xb") as target:
        file.chmod(0o600)
        target.write(MAGIC + salt)
        sealing = _Sealing(target, _cipher(key, salt))
        with tarfile.open(fileobj=sealing, mode="w|") as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.add(path, str(path.relative_to(folder)))
        sealing.end()  # not where it was broken off: half a copy must not look whole


def unwrap(file: Path, folder: Path, *, key: str) -> None:
    """Write what is in the file into an empty folder. Unreadable where any of it is not right;
    then the folder holds nothing that was not."""
    with file.open("rb") as source:
        if source.read(len(MAGIC)) != MAGIC:
            raise Unreadable(f"{file} is no encrypted copy.")
        cipher = _cipher(key, source.read(SALT))
        portions: Any = _Opening(_opened(source, cipher))
        opening = io.BufferedReader(portions, PORTION)
        with tarfile.open(fileobj=opening, mode="r|") as archive:
            for member in archive:
                _bring_out(archive, member, folder.resolve())
        while opening.read(PORTION):  # to the end, so that a file cut short is noticed
            pass


def _bring_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    path = (folder / member.name).resolve()
    body = archive.extractfile(member) if member.isfile() else None
    if body is None or folder not in path.parents:
        raise Unreadable(f"{member.name} does not belong into a copy.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as target:
        while block := body.read(PORTION):
            target.write(block)


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode()))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


class _Sealing(io.RawIOBase):
    """Takes bytes, writes sealed portions; the last one at the end."""

    def __init__(self, target: BinaryIO, cipher: AESGCM) -> None:
        self.target, self.cipher = target, cipher
        self.waiting, self.number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, block: bytes) -> int:  # type: ignore[override]
        self.waiting += block
        while len(self.waiting) > PORTION:  # one more is to come, so none of these is the last
            self._portion(bytes(self.waiting[:PORTION]), is_last=False)
            del self.waiting[:PORTION]
        return len(block)

    def _portion(self, body: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self.number, is_last=is_last)
        self.target.write(self.cipher.encrypt(nonce, body, MAGIC))
        self.number += 1

    def end(self) -> None:
        self._portion(bytes(self.waiting), is_last=True)


def _opened(source: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    number, body = 0, source.read(PORTION + TAG)
    while True:
        after = source.read(PORTION + TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not after), body, MAGIC)
        except InvalidTag:
            raise Unreadable("It does not open: another backup key, or it is not whole.") from None
        if not after:
            return
        number, body = number + 1, after


class _Opening(io.RawIOBase):
    """Gives the bytes of portions."""

    def __init__(self, portions: Iterator[bytes]) -> None:
        self.portions, self.held = portions, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self.held:
            portion = next(self.portions, None)
            if portion is None:
                return 0
            self.held = portion
        size = min(len(buffer), len(self.held))
        buffer[:size], self.held = self.held[:size], self.held[size:]
        return size
