"""What the pages about plans and journeys have an address for."""

from typing import Any

from alongside.accounts.models import Programme
from alongside.directory.models import Service
from alongside.support.models import DayCount, Passage, Planned, Sequence


def belongings(participant: Any) -> dict[str, Any]:
    mine = {"participant_id": participant}
    return {
        "passage": Passage.objects.filter(line="treatment", **mine).order_by("pk")[0].pk,
        "count": DayCount.objects.filter(**mine).order_by("pk")[0].pk,
        "planned": Planned.objects.filter(**mine).order_by("pk")[0].pk,
        "sequence": Sequence.objects.order_by("pk")[0].pk,
        "support:tell.line": "treatment",
        "support:say_signing.programme": Programme.objects.order_by("pk")[0].pk,
        "support:keep_listing.table": "services",
        "support:keep_listing.listing": Service.objects.filter(name="Soup at the Kettle")[0].pk,
    }
