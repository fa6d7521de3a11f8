"""Statements that are kept where this host does not reach."""

import base64
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.accounts import tasks as duties
from alongside.audit import actions as audit
from alongside.audit import models, rules
from alongside.core import keyring
from alongside.jobs.models import OutgoingMail
from tests.audit.tampering import behind_triggers
from tests.cast import Cast


@pytest.fixture
def anchors(tmp_path: Path, settings: Any) -> Path:
    settings.ANCHORS = str(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def said(command: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def sealed(cast: Cast) -> models.Seal:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    duties.seal()
    return models.Seal.objects.latest("sealed_at")


def test_it_brings_every_seal_there(cast: Cast, anchors: Path) -> None:
    one, two = sealed(cast), sealed(cast)
    assert {path.name for path in anchors.glob("*.anchor")} == {
        f"{one.file}.anchor",
        f"{two.file}.anchor",
    }
    assert "2 seals, 2 anchors" in said("verify_audit", anchors=anchors)


def test_it_brings_what_it_could_not_bring_before(cast: Cast, anchors: Path) -> None:
    anchors.write_text("the folder is not there tonight")
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    with pytest.raises(OSError):
        duties.seal()
    anchors.unlink()
    duties.seal()
    assert len(list(anchors.glob("*.anchor"))) == models.Seal.objects.count() == 1


def test_it_can_be_checked_by_anybody(cast: Cast, anchors: Path) -> None:
    """With OpenSSL, the public key and nothing of ours."""
    row = sealed(cast)
    file = anchors / f"{row.file}.anchor"
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", f"{anchors}/history.pem"]
    command += ["-rawin", "-in", str(file), "-sigfile", f"{file}.sig"]
    assert b"Verified" in subprocess.run(command, capture_output=True, check=True).stdout
    file.write_text(file.read_text().replace("chains 1", "chains 2"))
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_it_finds_history_that_was_written_anew_with_every_key(
    cast: Cast, anchors: Path, seals: Path
) -> None:
    """Who rules the host can sign; the statement elsewhere does not agree."""
    row = sealed(cast)
    (file,) = seals.glob("*.seal")
    header, heads, _, _ = rules.read_seal(file.read_text())
    body = rules.sealed_text(header | {"at": "another night"}, heads)
    from django.conf import settings

    mac = keyring.mac(body.encode(), key=settings.AUDIT_KEY)
    signature = keyring.sign(f"{body}{mac}\n".encode())
    file.write_text(f"{body}{mac}\n{signature}\n")
    with behind_triggers(models.Seal):
        models.Seal.objects.update(mac=mac)
    assert said("verify_audit").startswith("Every link")
    with pytest.raises(CommandError, match="1 broken"):
        said("verify_audit", anchors=anchors)
    assert row.file in "".join(str(path) for path in anchors.iterdir())


def test_it_finds_a_statement_that_somebody_else_signed(cast: Cast, anchors: Path) -> None:
    row = sealed(cast)
    (anchors / f"{row.file}.anchor.sig").write_bytes(b"\0" * 64)
    with pytest.raises(CommandError, match="1 broken"):
        said("verify_audit", anchors=anchors)


def test_an_empty_folder_proves_nothing(cast: Cast, tmp_path: Path) -> None:
    sealed(cast)
    with pytest.raises(CommandError, match="1 broken"):
        said("verify_audit", anchors=tmp_path)


def test_it_goes_out_by_mail_once_a_seal(cast: Cast, settings: Any) -> None:
    settings.ANCHOR_MAIL = "witness@example.org"
    row = sealed(cast)
    duties.seal()  # nothing moved
    mail = OutgoingMail.objects.get()
    assert mail.to == "witness@example.org"
    assert f"file {row.file}" in mail.body
    text, _, signature = mail.body.rpartition("signature ")
    assert keyring.is_signed(text.encode(), signature.strip(), by=keyring.public_key())


def test_it_is_printed_with_words_and_a_code(cast: Cast) -> None:
    row = sealed(cast)
    text = said("anchor", qr=True)
    assert f"file {row.file}" in text
    assert "words " in text
    assert "▀" in text or "█" in text or "▄" in text


def test_it_prints_the_public_key(cast: Cast) -> None:
    text = said("anchor", key=True)
    assert text.startswith("-----BEGIN PUBLIC KEY-----")
    assert base64.b64decode(keyring.public_key()) in base64.b64decode(
        "".join(text.split("\n")[1:-2])
    )


def test_there_is_nothing_to_print_before_the_first_seal(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Nothing was sealed"):
        said("anchor")


def test_a_former_key_still_counts(cast: Cast, settings: Any) -> None:
    sealed(cast)
    before = keyring.public_key()
    settings.SIGNING_KEY = "another long random text"
    with pytest.raises(CommandError, match="1 broken"):
        said("verify_audit")
    settings.FORMER_SIGNERS = [before]
    assert said("verify_audit").startswith("Every link")
