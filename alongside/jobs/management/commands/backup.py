import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.core import copies, parcels


class Command(BaseCommand):
    help = "Writes a copy of the database and the seals, encrypted with ALONGSIDE_BACKUP_KEY."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="a new file; with --open, a new folder")
        parser.add_argument(
            "--open",
            action="store_true",
            help="a folder, not encrypted as a whole: names and words are sealed, who belongs to "
            "whom is not",
        )

    def handle(self, *, target: Path, **options: Any) -> None:
        try:
            manifest = copies.save(target) if options["open"] else _closed(target)
        except copies.Refused as refused:
            raise CommandError(str(refused)) from None
        key = "" if options["open"] else "ALONGSIDE_BACKUP_KEY and "
        self.stdout.write(
            f"{target} holds {len(manifest['files'])} files and their digests. It opens only with "
            f"{key}the keys ({', '.join(manifest['keys'])}), which are not in it: keep those "
            "elsewhere."
        )


def _closed(target: Path) -> dict[str, Any]:
    if not settings.BACKUP_KEY:
        raise CommandError(
            "Set ALONGSIDE_BACKUP_KEY, and keep it apart from the copies (docs/running/keys.md); "
            "or add --open for a folder that is not encrypted as a whole."
        )
    if target.exists():
        raise CommandError(f"{target} is there already. Give a new name for each copy.")
    with tempfile.TemporaryDirectory(prefix="alongside-copy-") as between:
        manifest = copies.save(Path(between))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        parcels.wrap(Path(between), target, key=settings.BACKUP_KEY)
    return manifest
