"""Write what the API offers as docs/api/openapi.json.

python -m tools.openapi
"""

import json
import os
from pathlib import Path

import django

FILE = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi.json"


def current() -> str:
    """The description as the code says it now."""
    from alongside.config.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=2, ensure_ascii=False, default=str) + "\n"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(current(), encoding="utf-8")


if __name__ == "__main__":
    main()
