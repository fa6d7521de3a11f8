"""Settings: from the environment only, secure unless told otherwise.

Every name read here is explained in docs/running/settings.md; a test compares the two.
"""

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

from alongside.core import environment as env

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.text("ALONGSIDE_VAR", str(ROOT / "var")))

# Secrets: several, because each is kept and changed for its own reason.
SECRET_KEY = env.text("ALONGSIDE_SECRET_KEY")
KEYS = env.ring("ALONGSIDE_KEYS")
PEPPER = env.text("ALONGSIDE_PEPPER")
AUDIT_KEY = env.text("ALONGSIDE_AUDIT_KEY")
# Signs seals of history; anybody may check. Without one of its own, made out of the audit key.
SIGNING_KEY = env.text("ALONGSIDE_SIGNING_KEY", "")
FORMER_SIGNERS = env.words("ALONGSIDE_FORMER_SIGNERS")
BACKUP_KEY = env.text("ALONGSIDE_BACKUP_KEY", "")

DEBUG = env.yes("ALONGSIDE_DEBUG")
DEMO = env.yes("ALONGSIDE_DEMO")
DEMO_DATA = env.text("ALONGSIDE_DEMO_DATA", "")
ALLOWED_HOSTS = env.words("ALONGSIDE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("ALONGSIDE_TRUSTED_ORIGINS")
PLAIN_HTTP = env.yes("ALONGSIDE_PLAIN_HTTP")
# Where people reach this installation, for links in messages that no request leads to.
PUBLIC_ADDRESS = env.text(
    "ALONGSIDE_ADDRESS", f"http{'' if PLAIN_HTTP else 's'}://{ALLOWED_HOSTS[0]}"
).rstrip("/")
BEHIND_PROXY = env.yes("ALONGSIDE_BEHIND_PROXY")

INSTALLED_APPS = [
    "alongside.homes",
    "alongside.rights",
    "alongside.exchange",
    "alongside.insights",
    "alongside.matching",
    "alongside.referrals",
    "alongside.groups",
    "alongside.threads",
    "alongside.welcome",
    "alongside.supplies",
    "alongside.sites",
    "alongside.outreach",
    "alongside.followups",
    "alongside.questions",
    "alongside.capture",
    "alongside.support",
    "alongside.measures",
    "alongside.participants",
    "alongside.peers",
    "alongside.directory",
    "alongside.accounts",
    "alongside.audit",
    "alongside.jobs",
    "alongside.shell",
    "alongside.core",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "alongside.shell.middleware.Isolation",
    "alongside.shell.middleware.OverTls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.core.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "alongside.accounts.middleware.CsrfOrSameSite",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "alongside.shell.middleware.Drafts",
    "alongside.core.once.carried",
    "alongside.accounts.middleware.FrontDoor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
FORM_RENDERER = "alongside.shell.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "alongside.shell.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "alongside.shell.templatetags.shell",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    url = env.text("DATABASE_URL", f"sqlite:///{VAR / 'alongside.sqlite3'}")
    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=600)}
    database["CONN_HEALTH_CHECKS"] = True
    if "sqlite" in database["ENGINE"]:
        database["CONN_MAX_AGE"] = 3600  # one that stays open does not see what `take-stock` saw
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        }
    if "postgresql" in database["ENGINE"]:  # for core.statements alone: Django prepares nothing
        database["OPTIONS"] = {"prepare_threshold": 1, **database.get("OPTIONS", {})}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits must hold across processes, so they are counted in the database. A full cache forgets
# what has not expired: with Django's 300 rows, tries with other names would end a lock-out.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "alongside.core.counts.Cache",
        "LOCATION": "alongside_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "alongside.core.breached.Validator"},
]
BREACHED = env.file("ALONGSIDE_BREACHED")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:sign_in"

# Lock-out against guessing: by sign-in name, counted in the cache (nothing is kept).
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_FAILURE_LIMIT = env.number("ALONGSIDE_SIGN_IN_TRIES", 6)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_FORM_FIELD = "username_digest"  # counted and logged folded, never as typed
AXES_USERNAME_CALLABLE = "alongside.accounts.sessions.guessed_name"
AXES_CLIENT_STR_CALLABLE = "alongside.accounts.rules.somebody"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "alongside.accounts.views.entrance.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
# On purpose by name alone: an address is never kept, and many people share one in a shelter;
# what is counted is the folded name, which changing a browser does not change; a browser in which
# that name came in before is counted for itself, so that nobody is kept waiting by a stranger.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

SESSION_ENGINE = "alongside.accounts.sessions"
# Over TLS no other host of the domain can set these cookies or read them.
COOKIE_PREFIX = "" if PLAIN_HTTP else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}alongside"
# By role: minutes untouched until it is asked again who is there, hours until all ends.
IDLE_MINUTES = env.table(
    "ALONGSIDE_IDLE_MINUTES",
    "60,participant:30,peer:120,volunteer:120,administrator:15,kiosk:720",
)
SESSION_HOURS = env.table("ALONGSIDE_SESSION_HOURS", "12,administrator:2")
SESSION_COOKIE_AGE = max(SESSION_HOURS.values()) * 3600
STEP_UP_MINUTES = env.number("ALONGSIDE_STEP_UP_MINUTES", 10)
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "alongside.accounts.views.typed.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("ALONGSIDE_HSTS_SECONDS", 31_536_000) * (not PLAIN_HTTP)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_REFERRER_POLICY = "same-origin"  # under no-referrer, forms send 'Origin: null' and fail
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "alongside.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("ALONGSIDE_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "alongside.core.styles.Storage"},
}
WHITENOISE_MAX_AGE = 60

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
TASK_RESULTS_DAYS = env.number("ALONGSIDE_TASK_RESULTS_DAYS", 7)

WEB_WORKERS = env.number("ALONGSIDE_WEB_WORKERS", 2)
WEB_THREADS = env.number("ALONGSIDE_WEB_THREADS", 4)
DISK_FREE_MB = env.number("ALONGSIDE_DISK_FREE_MB", 200)
# To a database on another machine goes TLS only, unless nobody else can listen on the way.
DATABASE_PRIVATE_NETWORK = env.yes("ALONGSIDE_DATABASE_PRIVATE_NETWORK")
# The role that serves, where another one owns the tables (docs/running/postgresql.md).
DATABASE_APP_ROLE = env.text("ALONGSIDE_DATABASE_APP_ROLE", "")

# Mail: none unless a server is given; then it is tried again until it is gone.
MAIL_HOST = env.text("ALONGSIDE_MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_HOST else 'console'}.EmailBackend"
EMAIL_HOST = MAIL_HOST
EMAIL_PORT = env.number("ALONGSIDE_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("ALONGSIDE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("ALONGSIDE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.yes("ALONGSIDE_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("ALONGSIDE_MAIL_FROM", "alongside@localhost")

# What tells participants that there is something, and never what (docs/running/messages.md).
NOTICE_FROM = env.text("ALONGSIDE_NOTICE_FROM", DEFAULT_FROM_EMAIL)
EMAIL_TO_CONSOLE = DEBUG or DEMO
SMS = env.text("ALONGSIDE_SMS", "console" if DEBUG or DEMO else "")
SMS_ADDRESS = env.text("ALONGSIDE_SMS_ADDRESS", "")
SMS_ACCOUNT = env.text("ALONGSIDE_SMS_ACCOUNT", "")
SMS_SECRET = env.text("ALONGSIDE_SMS_SECRET", "")
SMS_FROM = env.text("ALONGSIDE_SMS_FROM", "")
SMS_INSIDE = env.yes("ALONGSIDE_SMS_INSIDE")
# The number to which anybody may text what they look for; off without.
FIND_BY_TEXT = env.text("ALONGSIDE_FIND_BY_TEXT", "").strip()

# What is sent is counted while it comes in: more than a list may have is not kept anywhere.
FILE_UPLOAD_HANDLERS = [
    "alongside.exchange.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Hosts of feeds that may be inside a private network; all others must be public.
FEED_HOSTS = [host.lower() for host in env.words("ALONGSIDE_FEED_HOSTS")]
# If there are any: the only others that are asked for a list.
FEED_ONLY = [host.lower() for host in env.words("ALONGSIDE_FEED_ONLY")]
SEALS = Path(env.text("ALONGSIDE_SEALS", str(VAR / "seals")))
# Off this host: a mounted folder, and who gets each night's words by mail.
ANCHORS = env.text("ALONGSIDE_ANCHORS", "")
ANCHOR_MAIL = env.text("ALONGSIDE_ANCHOR_MAIL", "")
SMALL_NUMBER = env.number("ALONGSIDE_SMALL_NUMBER", 5)
RETURNS = env.text("ALONGSIDE_RETURNS", "")  # a folder with definitions of returns beside ours
SEARCHES_REVIEWED = env.number("ALONGSIDE_SEARCHES_REVIEWED", 10)  # of a hundred
GLASS_HOURS = env.number("ALONGSIDE_GLASS_HOURS", 4)
GLASS_TRIES = env.number("ALONGSIDE_GLASS_TRIES", 5)
RETURN_KEY_TRIES = env.number("ALONGSIDE_RETURN_KEY_TRIES", 10)
API_A_MINUTE = env.number("ALONGSIDE_API_A_MINUTE", 600)
LINK_DAYS = env.number("ALONGSIDE_LINK_DAYS", 14)
QUICK_EXIT_URL = env.text("ALONGSIDE_QUICK_EXIT_URL", "https://www.wikipedia.org/")
COUNTRY = env.text("ALONGSIDE_COUNTRY", "US")
HELP_LINES = env.words("ALONGSIDE_HELP_LINES")

# Pictures of streets under the map: from nobody, unless the operator names a server.
MAP_TILES = env.text("ALONGSIDE_MAP_TILES", "")
MAP_CREDIT = env.text("ALONGSIDE_MAP_CREDIT", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "scrubbed": {
            "()": "alongside.core.scrub.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
    "root": {"handlers": ["console"], "level": env.text("ALONGSIDE_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "fido2": {"level": "WARNING"},  # else it names credentials
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
