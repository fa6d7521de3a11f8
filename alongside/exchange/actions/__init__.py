"""Bring in lists of meetings and services, and tables of people: read as a whole, then applied as
a whole; and take people out again."""

from alongside.exchange.actions.circles import publish_all, publish_groups
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
from alongside.exchange.actions.people import (
    apply_people,
    bring_people,
    finish_people,
    forget_people,
    let_people_go,
    look_through_people,
    map_people,
    take_up_people,
    undo_people,
)
from alongside.exchange.actions.taking import answer_taking, ask_taking, take_people

__all__ = [
    "answer_taking",
    "apply_people",
    "apply_run",
    "ask_taking",
    "bring",
    "bring_people",
    "change_source",
    "finish",
    "finish_people",
    "forget_people",
    "forget_uploads",
    "import_directory",
    "import_meetings",
    "import_services",
    "let_go",
    "let_people_go",
    "load_demo_directory",
    "look_through",
    "look_through_people",
    "map_people",
    "publish_all",
    "publish_groups",
    "read_again",
    "read_feed",
    "read_feeds",
    "take_people",
    "take_up_lost",
    "take_up_people",
    "undo_people",
]
