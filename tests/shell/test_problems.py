"""Pages for when something went wrong: what happened, what was kept, what to do."""

from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from alongside.accounts.views import typed
from alongside.core import errors
from alongside.shell import views


def test_it_says_kindly_that_a_page_is_not_there(client: Client) -> None:
    answer = client.get("/en/no/such/page/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Where did this page go?" in page
    assert 'href="/fr/"' in page
    assert not answer.cookies


def test_it_says_that_an_old_form_saved_nothing() -> None:
    answer = typed.csrf_failure(RequestFactory().post("/en/"))
    assert answer.status_code == 403
    assert "nothing was saved" in answer.content.decode()


def test_it_says_that_something_broke_without_asking_anything() -> None:
    answer = views.broken(RequestFactory().get("/en/"))
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


def test_it_tells_a_problem_whole() -> None:
    problem = errors.Gone("It was used.", kept="Your answer is kept.", todo="Ask for a new one.")
    page = render_to_string("shell/problem.html", {"problem": problem})
    for text in ("It was used.", "Your answer is kept.", "Ask for a new one."):
        assert text in page


def test_it_is_alive(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
