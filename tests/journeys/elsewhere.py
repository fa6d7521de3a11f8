"""The page that one leaves to, without a network."""

from django.conf import settings
from playwright.sync_api import BrowserContext, Route

ELSEWHERE = f"{settings.QUICK_EXIT_URL}**"


def lead_elsewhere(context: BrowserContext) -> None:
    """A browser in which it is an empty page. What follows a redirection can't be stood in for, so
    the answer of ours is taken as it is, and followed in the page."""
    context.route(ELSEWHERE, lambda route: route.fulfill(body="elsewhere"))
    context.route("**/leave/", _follow)


def _follow(route: Route) -> None:
    answer = route.fetch(max_redirects=0)
    assert answer.status == 302
    assert answer.headers["location"] == settings.QUICK_EXIT_URL
    kept = {name: answer.headers[name] for name in ("clear-site-data", "cache-control")}
    if "set-cookie" in answer.headers:
        kept["set-cookie"] = answer.headers["set-cookie"]
    body = f"<script>location.replace({settings.QUICK_EXIT_URL!r})</script>"
    route.fulfill(status=200, headers=kept | {"content-type": "text/html"}, body=body)
