"""Against a real mail server on this machine, as small as one can be."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from alongside.core import clock
from alongside.jobs import actions, models, rules
from alongside.jobs.management.commands import worker
from tests.jobs.letters import Post

pytestmark = pytest.mark.django_db(transaction=True)  # a worker closes connections


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with Post() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS = False
        settings.EMAIL_HOST_USER = ""
        yield server
        server.shutdown()


def write() -> models.OutgoingMail:
    return actions.send_mail(to="sam@example.org", subject="Your\nanswer", body="Come by.")


def work() -> None:
    worker.Tasks("test").run_some(most=5)


def test_it_reaches_the_server_and_forgets_the_words(post: Post) -> None:
    mail = write()
    work()
    assert len(post.letters) == 1
    assert "Subject: Your answer" in post.letters[0]
    assert "Come by." in post.letters[0]
    mail.refresh_from_db()
    assert mail.sent_at and mail.next_try_at is None
    assert (mail.to, mail.subject, mail.body) == ("", "", "")


def test_it_is_not_sent_twice(post: Post) -> None:
    mail = write()
    work()
    actions.deliver(mail_id=mail.pk, now=clock.now())
    assert len(post.letters) == 1


def test_it_waits_longer_each_time_and_then_arrives(post: Post) -> None:
    post.answer = "451 busy"
    mail = write()
    work()
    waiting = models.OutgoingMail.objects.get(pk=mail.pk)
    assert waiting.tries == 1 and waiting.sent_at is None
    assert waiting.next_try_at
    assert waiting.next_try_at > clock.now() + timedelta(seconds=50)
    assert waiting.to == "sam@example.org"
    post.answer = "250 known"
    DBTaskResult.objects.filter(status="READY").update(run_after=clock.now())
    work()
    mail.refresh_from_db()
    assert mail.sent_at and mail.tries == 2
    assert len(post.letters) == 1


def test_it_gives_up_at_an_address_nobody_has(post: Post) -> None:
    post.answer = "550 nobody"
    mail = write()
    work()
    mail.refresh_from_db()
    assert mail.given_up_at and mail.tries == 1 and mail.to == ""


def test_it_gives_up_in_the_end(post: Post, settings: Any) -> None:
    mail = write()
    post.shutdown()
    post.server_close()
    settings.EMAIL_TIMEOUT = 1
    for _ in range(rules.TRIES + 2):
        actions.deliver(mail_id=mail.pk, now=clock.now())
    mail.refresh_from_db()
    assert mail.given_up_at and mail.tries == rules.TRIES


def test_it_is_sealed_in_the_database(post: Post) -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute('SELECT "to", subject, body FROM jobs_outgoingmail')
        assert not any("example" in text or "Come" in text for text in cursor.fetchone())


def test_waits_grow_and_end() -> None:
    waits = [rules.wait_before(tries) for tries in range(1, rules.TRIES)]
    assert waits == sorted(waits, key=lambda wait: wait or timedelta())
    assert waits[-1] == rules.LONGEST_WAIT
    assert rules.wait_before(rules.TRIES) is None
