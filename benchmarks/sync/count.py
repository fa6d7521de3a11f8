"""What is there afterwards: of every capture one row, one event, one arrival. JSON."""

import json
import os
import sys
import uuid
from collections import Counter
from typing import Any


def count(wanted: set[str], organisation: str) -> dict[str, Any]:
    from alongside.audit import queries as history
    from alongside.capture.models import Capture, Hold
    from alongside.core import scope
    from alongside.support.models import Contact, Work

    with scope.within(uuid.UUID(organisation)):
        rows = Counter(str(pk) for pk in Contact.objects.values_list("pk", flat=True))
        rows.update(str(pk) for pk in Work.objects.values_list("pk", flat=True))
        came = {str(pk) for pk in Capture.objects.values_list("pk", flat=True)}
        held = Hold.objects.count()
        broken = len(list(history.verify()))
    return {
        "lost": len(wanted - set(rows)),
        "doubled": sum(number - 1 for number in rows.values() if number > 1)
        + len(set(rows) - wanted),
        "came": len(came & wanted),
        "held": held,
        "broken chains": broken,
    }


def main() -> int:
    asked = json.loads(sys.stdin.read())
    os.environ["DATABASE_URL"] = f"sqlite:///{asked['database']}"
    import django

    django.setup()
    print(json.dumps(count(set(asked["captures"]), asked["organisation"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
