"""What a page loads from, or sends to, another website."""

import re
from typing import Any

from django.conf import settings

OUTSIDE = re.compile(r"""<(\w+)[^>]*?\s(?:href|src|action|poster|srcset)=["'](?:https?:)?//([^/"']+)[^>]*>""", re.I)  # fmt: skip  # noqa: E501
LINKED = {"a"}  # a reader may follow a link; nothing may load by itself


def other_hosts(html: str) -> list[str]:
    """What a page loads from, or sends to, somewhere else; and links that tell where from."""
    exit_host = settings.QUICK_EXIT_URL.split("/")[2]
    wrong = []
    for match in OUTSIDE.finditer(html):
        tag, host = match.group(1).lower(), match.group(2)
        if host in {exit_host, "testserver", "www.w3.org"}:
            continue
        if tag not in LINKED or "noreferrer" not in match.group(0):
            wrong.append(match.group(0)[:120])
    return wrong


def calls_elsewhere(answer: Any) -> list[str]:
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200 or "html" not in kind or answer.streaming:
        return []
    return other_hosts(answer.content.decode())
