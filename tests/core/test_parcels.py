"""A folder as one encrypted file: it comes back as it was, or not at all."""

from pathlib import Path

import pytest

from alongside.core import parcels

KEY = "correct horse battery staple"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "within").mkdir(parents=True)
    (folder / "small").write_bytes(b"who belongs to whom")
    (folder / "within" / "large").write_bytes(bytes(range(256)) * 4096 * 3)
    (folder / "empty").write_bytes(b"")
    parcels.wrap(folder, tmp_path / "file", key=KEY)
    return tmp_path / "file"


def opened(file: Path, key: str = KEY) -> dict[str, bytes]:
    folder = file.parent / "back"
    folder.mkdir()
    parcels.unwrap(file, folder, key=key)
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_it_comes_back_as_it_was(packed: Path) -> None:
    back = opened(packed)
    assert back["small"] == b"who belongs to whom"
    assert back["within/large"] == bytes(range(256)) * 4096 * 3
    assert back["empty"] == b""


def test_it_shows_nothing_from_outside(packed: Path) -> None:
    held = packed.read_bytes()
    assert b"who belongs" not in held
    assert b"small" not in held
    assert packed.stat().st_mode & 0o077 == 0


def test_it_does_not_open_with_another_key(packed: Path) -> None:
    with pytest.raises(parcels.Unreadable, match="another backup key"):
        opened(packed, "Correct horse battery staple")


@pytest.mark.parametrize("at", [20, 40, 1 << 20, -1])
def test_it_does_not_open_when_altered(packed: Path, at: int) -> None:
    held = bytearray(packed.read_bytes())
    held[at] ^= 1
    packed.write_bytes(held)
    with pytest.raises(parcels.Unreadable):
        opened(packed)


PORTION = parcels.PORTION + parcels.TAG
HEAD = len(parcels.MAGIC) + parcels.SALT


def test_it_does_not_open_when_cut_short(packed: Path) -> None:
    held = packed.read_bytes()
    for end in (HEAD, HEAD + PORTION, HEAD + 2 * PORTION, len(held) - 1):
        packed.write_bytes(held[:end])
        with pytest.raises(parcels.Unreadable):
            parcels.unwrap(packed, packed.parent / f"back-{end}", key=KEY)


def test_it_does_not_open_when_portions_changed_places(packed: Path) -> None:
    held = packed.read_bytes()
    one, two = held[HEAD : HEAD + PORTION], held[HEAD + PORTION : HEAD + 2 * PORTION]
    packed.write_bytes(held[:HEAD] + two + one + held[HEAD + 2 * PORTION :])
    with pytest.raises(parcels.Unreadable):
        opened(packed)


def test_it_is_no_copy_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 100)
    with pytest.raises(parcels.Unreadable, match="no encrypted copy"):
        opened(tmp_path / "file")
