"""Makes this folder ready to run, with nothing but Python 3.11 and its venv module.

    python3 tools/prepare.py run manage.py run --port 8000
    python3 tools/prepare.py dev tools/verify.py all
    python3 tools/prepare.py compile [-U]

The first word says which requirements are needed; the rest is what this process then
becomes. Everything done is done once: a second start only compares two digests.
"""

import base64
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - said before the venv knows
        sys.exit("Alongside needs Python 3.11 or newer: make run PYTHON=/path/to/python3.11")
    if sys.argv[1:2] == ["compile"]:
        compile_requirements(sys.argv[2:])
        return
    kind, *command = sys.argv[1:]
    environment()
    install(kind)
    catalogues()
    os.chdir(ROOT)
    if command[0] != "-m" and not Path(command[0]).exists():
        sys.exit(f"{command[0]} is not there yet.")
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), *command])  # noqa: S606


def install(kind: str) -> None:
    """The virtual environment with the hashed requirements of `kind`, if not there yet."""
    requirements = ROOT / "requirements" / f"{kind}.txt"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / f".{kind}-installed"
    if VENV_PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    say(f"Installing what {requirements.name} names into .venv (once) …")
    uv = shutil.which("uv")
    if not (VENV_PYTHON.exists() and (uv or (VENV / "bin" / "pip").exists())):
        make_venv(uv)
    arguments = ["-qq", "--require-hashes", "-r", str(requirements)]
    if uv:
        run(uv, "pip", "install", "--python", str(VENV_PYTHON), *arguments)
    else:
        quiet = ["--disable-pip-version-check", "--no-input", "--no-compile"]
        run(str(VENV_PYTHON), "-m", "pip", "install", *quiet, *arguments)
    stamp.write_text(digest)


def make_venv(uv: str | None) -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    if uv:
        run(uv, "venv", "--quiet", "--python", sys.executable, str(VENV))
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit("Python's venv module is not complete here: sudo apt-get install python3-venv")
    run(sys.executable, "-m", "venv", str(VENV))


def environment() -> None:
    """Settings for this machine alone, with secrets made here, once. What is already set in
    the environment stays."""
    var = Path(os.environ.get("ALONGSIDE_VAR", ROOT / "var"))
    file = var / "dev.env"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        lines = {
            "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(50),
            "ALONGSIDE_KEYS": f"k1:{key}",
            "ALONGSIDE_PEPPER": secrets.token_urlsafe(32),
            "ALONGSIDE_AUDIT_KEY": secrets.token_urlsafe(32),
            "ALONGSIDE_SIGNING_KEY": secrets.token_urlsafe(32),
            "ALONGSIDE_BACKUP_KEY": secrets.token_urlsafe(32),
            "ALONGSIDE_PLAIN_HTTP": "yes",
            "ALONGSIDE_DEMO": "yes",
        }
        file.touch(mode=0o600)
        file.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
    for line in file.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def catalogues() -> None:
    """Compiled translations, where a catalogue is newer than what was compiled from it."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            run(str(VENV_PYTHON), str(ROOT / "tools" / "messages.py"), "compile")
            return


def compile_requirements(options: list[str]) -> None:
    """Hashed requirements out of the *.in files. Needs uv; no registry address is written."""
    uv = shutil.which("uv")
    if not uv:
        sys.exit("Compiling requirements needs uv (https://docs.astral.sh/uv/).")
    for name in ("run", "dev"):
        run(
            *(uv, "pip", "compile", "--quiet", "--generate-hashes", "--universal"),
            *("--python-version", "3.11", "--no-header", "--no-emit-index-url"),
            *("--output-file", f"requirements/{name}.txt", f"requirements/{name}.in"),
            *options,
        )


def run(*command: str) -> None:
    outcome = subprocess.run(command, cwd=ROOT, check=False)
    if outcome.returncode:
        sys.exit(f"This did not work: {' '.join(command)}")


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
