"""What every page's frame needs: who is here in which hat, and the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "by": getattr(request, "by", None),
        "hat": getattr(request, "hat", None),
        "languages": settings.LANGUAGES,
        "quick_exit_url": settings.QUICK_EXIT_URL,
    }
