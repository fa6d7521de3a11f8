"""Bring in lists of meetings and services: read as a whole, then applied as a whole."""

from alongside.exchange.actions.desk import (
    apply_run,
    bring,
    finish,
    forget_uploads,
    let_go,
    look_through,
    read_again,
    take_up_lost,
)
from alongside.exchange.actions.feeds import change_source, read_feed, read_feeds
from alongside.exchange.actions.lists import (
    import_directory,
    import_meetings,
    import_services,
    load_demo_directory,
)

__all__ = [
    "apply_run",
    "bring",
    "change_source",
    "finish",
    "forget_uploads",
    "import_directory",
    "import_meetings",
    "import_services",
    "let_go",
    "load_demo_directory",
    "look_through",
    "read_again",
    "read_feed",
    "read_feeds",
    "take_up_lost",
]
