"""Settings for tests: nothing of this machine's environment but the address of a database.

Secrets are new in every run, and inherited by the processes that a run starts.
"""

import atexit
import base64
import os
import secrets
import shutil
import tempfile
from pathlib import Path

if "ALONGSIDE_TESTS" not in os.environ:
    for name in [name for name in os.environ if name.startswith("ALONGSIDE_")]:
        del os.environ[name]
    os.environ |= {
        "ALONGSIDE_TESTS": "yes",
        "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(50),
        "ALONGSIDE_KEYS": f"k1:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}",
        "ALONGSIDE_PEPPER": secrets.token_urlsafe(32),
        "ALONGSIDE_AUDIT_KEY": secrets.token_urlsafe(32),
        "ALONGSIDE_SIGNING_KEY": secrets.token_urlsafe(32),
        "ALONGSIDE_BACKUP_KEY": secrets.token_urlsafe(32),
        "ALONGSIDE_PLAIN_HTTP": "yes",
        "ALONGSIDE_MAIL_TLS": "no",
        "ALONGSIDE_VAR": tempfile.mkdtemp(prefix="alongside-tests-"),
    }
    # Only the process that made it takes it away: workers of one run share it.
    atexit.register(shutil.rmtree, os.environ["ALONGSIDE_VAR"], ignore_errors=True)

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATABASES, STORAGES, VAR

# Argon2 is slow on purpose; what is tested here is who may sign in, not how long it takes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
API_A_MINUTE = 0  # one machine asks here for hundreds; who waits has tests of its own
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The browser's server must notice when its database is put back between two stories.
DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
Path(VAR, "static").mkdir(parents=True, exist_ok=True)
