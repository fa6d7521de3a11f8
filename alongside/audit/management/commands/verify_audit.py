from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.audit import queries


class Command(BaseCommand):
    help = "Proves every chain of history and every seal; names the first broken or missing link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors", type=Path, help="a folder of statements that were kept off this host"
        )

    def handle(self, **options: Any) -> None:
        proof, started = queries.Proof(), perf_counter()
        findings = 0
        for finding in queries.verify(proof, anchors=options["anchors"]):
            findings += 1
            self.stdout.write(finding)
        seconds = perf_counter() - started
        if findings:
            self._say_how_much(proof, seconds)
            raise CommandError(f"{findings} broken. Change nothing here and see SECURITY.md.")
        seal = queries.last_seal()
        sealed = f"last sealed {seal.sealed_at:%Y-%m-%d %H:%M} UTC" if seal else "never sealed yet"
        self.stdout.write(f"Every link and every seal is whole ({sealed}).")
        self._say_how_much(proof, seconds)

    def _say_how_much(self, proof: queries.Proof, seconds: float) -> None:
        self.stdout.write(
            f"{proof.links:,} links of {len(proof.seen):,} chains, {proof.seals:,} seals, "
            f"{proof.anchors:,} anchors in {seconds:.1f} s: {proof.links / seconds:,.0f} links a "
            "second."
        )
        if proof.starts:
            self.stdout.write(
                f"{len(proof.starts):,} chains begin at a signed checkpoint: what was before was "
                f"taken out after its years, the last time on {proof.checked_at:.10}."
            )
