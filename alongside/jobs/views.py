"""Signs of life for monitors."""

from django.http import HttpRequest, JsonResponse

from alongside.core import clock, door
from alongside.jobs import queries


@door.public
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether all that people need is there: 200, or 503 with the check that is not well."""
    findings = queries.readiness(now=clock.now())
    well = all(ok for ok, _ in findings.values())
    checks = {name: {"ok": ok, "found": found} for name, (ok, found) in findings.items()}
    return JsonResponse({"ready": well, "checks": checks}, status=200 if well else 503)
