"""`manage.py verify_audit`: proves chains and seals, and names the first fault of each."""

import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.audit import actions as audit
from alongside.audit import models, rules
from alongside.core import keyring
from tests.audit.tampering import behind_triggers
from tests.cast import Cast

NIGHT = actors.system("nightly seal")


def verify() -> str:
    """What the command says; an empty first word where it fails."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out)
    except CommandError as error:
        out.write(f"FAILED {error}")
    return out.getvalue()


@pytest.fixture
def history(cast: Cast) -> Cast:
    """Four links about Sam, two about Lee, one of the organisation; sealed."""
    for _ in range(4):
        audit.record(by=cast.maya.by, verb="log-contact", participant_id=cast.sam.id)
    for _ in range(2):
        audit.record(by=cast.maya.by, verb="look", participant_id=cast.lee.id)
    audit.record(by=cast.kit.by, verb="invite")
    audit.seal(by=NIGHT)
    return cast


def handle(cast: Cast) -> uuid.UUID:
    return models.Subject.objects.get(participant_id=cast.sam.id).chain_id


def links(history: Cast) -> QuerySet[models.Event]:
    return models.Event._base_manager.filter(subject=handle(history))


def test_it_says_that_all_is_whole(history: Cast) -> None:
    assert verify().startswith("Every link and every seal is whole (last sealed 20")


def test_it_is_content_with_no_history_at_all(cast: Cast) -> None:
    assert "never sealed yet" in verify()


def test_it_covers_every_organisation(history: Cast) -> None:
    from alongside.core import scope

    with scope.within(history.harbour.pk):
        audit.record(by=history.riley.by, verb="look", participant_id=history.tess.id)
        theirs = models.Subject.objects.get(participant_id=history.tess.id).chain_id
        with behind_triggers():
            models.Event._base_manager.filter(subject=theirs).update(verb="nothing")
    assert f"chain {theirs}: link 1 was changed" in verify()


def edit_a_row(history: Cast) -> None:
    links(history).filter(position=2).update(outcome="refused")


def swap_payloads(history: Cast) -> None:
    one, two = links(history).filter(position__in=(2, 3)).order_by("position")
    links(history).filter(position=2).update(payload=bytes(two.payload))
    links(history).filter(position=3).update(payload=bytes(one.payload))


def take_out_whose_it_is(history: Cast) -> None:
    models.Subject.objects.filter(participant_id=history.sam.id)._raw_delete(using="default")


def swap_two_chains(history: Cast) -> None:
    """Lee's links under Sam's handle and the reverse, with every column that says so."""
    sams = handle(history)
    lees = models.Subject.objects.get(participant_id=history.lee.id).chain_id
    between = uuid.uuid4()
    for here, there in ((sams, between), (lees, sams), (between, lees)):
        models.Event._base_manager.filter(subject=here).update(subject=there)
        models.Chain.objects.filter(pk=here).update(id=there)


def delete_a_middle_link(history: Cast) -> None:
    links(history).filter(position=3)._raw_delete(using="default")


def cut_the_tail(history: Cast) -> None:
    links(history).filter(position__gt=2)._raw_delete(using="default")


def cut_the_tail_and_mend_the_head(history: Cast) -> None:
    cut_the_tail(history)
    last = links(history).get(position=2)
    models.Chain.objects.filter(pk=handle(history)).update(length=2, mac=last.mac, sealed_length=2)


def rewrite_the_chain_without_the_key(history: Cast) -> None:
    before = ""
    for link in links(history).order_by("position"):
        link.verb = "nothing"
        clear = [rules.plain(getattr(link, name)) for name in rules.LINKED]
        before = keyring.mac(rules.message(before, clear, bytes(link.payload)), key="a guess")
        links(history).filter(pk=link.pk).update(verb="nothing", mac=before)
    models.Chain.objects.filter(pk=handle(history)).update(mac=before)


def take_the_whole_chain(history: Cast) -> None:
    gone = handle(history)
    links(history)._raw_delete(using="default")
    models.Chain.objects.filter(pk=gone)._raw_delete(using="default")


def change_the_head(history: Cast) -> None:
    models.Chain.objects.filter(pk=handle(history)).update(mac="0" * 64)


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (edit_a_row, "link 2 was changed"),
        (swap_payloads, "link 2 was changed"),
        (take_out_whose_it_is, "whose it is was taken out"),
        (delete_a_middle_link, "link 3 is missing"),
        (cut_the_tail, "link 3 is missing"),
        (cut_the_tail_and_mend_the_head, "link 3 is missing"),
        (rewrite_the_chain_without_the_key, "link 1 was changed"),
        (take_the_whole_chain, "sealed, but its head is missing"),
        (change_the_head, "its head was changed"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_it_names_what_was_done_to_a_chain(
    history: Cast, tamper: Callable[[Cast], None], finding: str
) -> None:
    chain = handle(history)
    with behind_triggers():
        tamper(history)
    said = verify()
    assert f"chain {chain}: {finding}" in said
    assert "FAILED 1 broken" in said


def delete_the_file(seal: Path) -> None:
    seal.unlink()


def change_a_length(seal: Path) -> None:
    seal.write_text(seal.read_text().replace(" 4 ", " 2 "))


def scribble(seal: Path) -> None:
    seal.write_bytes(b"\xff\xfe not a seal")


def change_a_name(seal: Path) -> None:
    first, _sealed, *rest = seal.read_text().splitlines()
    seal.write_text("\n".join([first, "somebody 4 00", *rest]) + "\n")


def change_the_signature(seal: Path) -> None:
    *rest, signature = seal.read_text().splitlines()
    seal.write_text("\n".join([*rest, signature[::-1]]) + "\n")


def write_it_anew_with_the_audit_key(seal: Path) -> None:
    """With the database, the audit key and the folder, but without the key that signs."""
    header, heads, _, signature = rules.read_seal(seal.read_text())
    body = rules.sealed_text(header, [(chain, 1, mac) for chain, _, mac in heads])
    mac = keyring.mac(body.encode(), key=settings.AUDIT_KEY)
    with behind_triggers(models.Seal):
        models.Seal.objects.update(mac=mac)
    seal.write_text(f"{body}{mac}\n{signature}\n")


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (delete_the_file, "the file is missing, or is not a seal"),
        (scribble, "the file is missing, or is not a seal"),
        (change_a_length, "the file or its row was changed"),
        (change_a_name, "the file or its row was changed"),
        (change_the_signature, "its signature is not ours"),
        (write_it_anew_with_the_audit_key, "its signature is not ours"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_it_names_what_was_done_to_a_seal(
    history: Cast, seals: Path, tamper: Callable[[Path], None], finding: str
) -> None:
    (file,) = seals.iterdir()
    tamper(file)
    said = verify()
    assert f"seal {file.name}: {finding}" in said
    assert "FAILED 1 broken" in said


def test_it_names_a_seal_whose_row_was_taken_out(history: Cast, seals: Path) -> None:
    audit.record(by=history.maya.by, verb="look", participant_id=history.sam.id)
    audit.seal(by=NIGHT)
    first = models.Seal.objects.order_by("sealed_at")[0]
    with behind_triggers(models.Seal):
        models.Seal.objects.filter(pk=first.pk)._raw_delete(using="default")
    said = verify()
    assert f"seal {first.file}: the file is there, its row is missing" in said
    assert "the seal before it is missing" in said


def test_it_stays_whole_when_history_goes_on_after_the_seal(history: Cast) -> None:
    audit.record(by=history.maya.by, verb="look", participant_id=history.sam.id)
    assert verify().startswith("Every link")


def test_it_finds_links_whose_heads_were_all_taken_out(cast: Cast) -> None:
    audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    models.Chain.objects.all()._raw_delete(using="default")
    assert f"chain {handle(cast)}: its head is missing" in verify()


def test_it_finds_two_histories_that_were_exchanged(history: Cast) -> None:
    with behind_triggers():
        swap_two_chains(history)
    said = verify()
    assert said.count("link 1 was changed") == 2
