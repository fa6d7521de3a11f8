"""Bring in lists of meetings and services: read as a whole, then applied as a whole."""

from alongside.exchange.actions.lists import (
    import_directory,
    import_meetings,
    import_services,
    load_demo_directory,
)

__all__ = ["import_directory", "import_meetings", "import_services", "load_demo_directory"]
