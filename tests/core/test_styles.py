"""Style sheets are served whole: a browser asks for one, not for twelve in turn."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.templatetags.static import static

from alongside.config.settings import STORAGES


def test_it_serves_a_style_sheet_with_those_that_it_imports(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = STORAGES
    call_command("collectstatic", interactive=False, verbosity=0)
    served = tmp_path / static("shell/shell.css").removeprefix(settings.STATIC_URL)
    text = served.read_text()
    assert "@import" not in text
    assert text.index("@layer normalize, tokens") < text.index("@layer normalize {")
    for name in ("tokens.css", "rows.css", "vendor/modern-normalize.css"):
        source = (Path(__file__).parents[2] / "alongside/shell/static/shell" / name).read_text()
        assert source.strip().splitlines()[-1] in text
    assert 'url("tick.' in text
    assert served.with_name(f"{served.name}.gz").exists()
