"""Settings, read from the environment; with nothing set the studio runs on this machine, against the stand-in.

The README's table lists the variables. A wrong value stops every command with one sentence (see `environment`).
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from generator import limits
from project import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
DISK_RESERVE = env.integer("DISK_RESERVE", limits.DISK_RESERVE_BYTES // 1024**2, 0, 1_000_000_000)

# Where it listens and what it is called.
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, 1, 65535)
PUBLIC_URL = env.address("PUBLIC_URL", path=False)
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname
HTTPS = PUBLIC_URL.startswith("https://")
DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
if PUBLIC_HOST:
    ALLOWED_HOSTS.append(PUBLIC_HOST)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

# The provider. Without a key everything goes to the stand-in, whatever else is set: it costs nothing and cannot leak.
FREEPIK_API_KEY = env.text("FREEPIK_API_KEY")
SANDBOX = not FREEPIK_API_KEY
SANDBOX_PORT = env.integer("SANDBOX_PORT", PORT + 1 if PORT < 65535 else PORT - 1, 1, 65535)
SANDBOX_LATENCY = env.seconds("SANDBOX_LATENCY", "6-12")
FREEPIK_API_URL = (
    f"http://127.0.0.1:{SANDBOX_PORT}" if SANDBOX else env.address("FREEPIK_API_URL", "https://api.freepik.com")
)
FREEPIK_WEBHOOK_SECRET = env.text("FREEPIK_WEBHOOK_SECRET")
FREEPIK_RATE_LIMIT = env.integer("FREEPIK_RATE_LIMIT", 300, 1, 1_000_000)
# So many minutes at the provider, and a generation counts as overdue: looked at more rarely, and shown to the admins.
GENERATION_DEADLINE = 60 * env.integer("GENERATION_DEADLINE", 15, 1, 24 * 60)
if FREEPIK_WEBHOOK_SECRET.removeprefix("whsec_") == "" != FREEPIK_WEBHOOK_SECRET:
    raise ImproperlyConfigured("FREEPIK_WEBHOOK_SECRET is only the beginning of a secret; copy all of it.")
if FREEPIK_API_URL.startswith("http://") and FREEPIK_API_URL.endswith((".freepik.com", ".magnific.com")):
    raise ImproperlyConfigured(
        "FREEPIK_API_URL must begin with https://, or everybody on the way could read the key."
    )
if not FREEPIK_API_KEY.isascii() or any(letter.isspace() for letter in FREEPIK_API_KEY):
    raise ImproperlyConfigured("FREEPIK_API_KEY holds blanks or letters that no key has; copy it again.")

INSTALLED_APPS = [
    "generator.apps.GeneratorConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_q",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "generator.middleware.PageGzip",
    "csp.middleware.CSPMiddleware",
    "generator.middleware.body_limit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "generator.middleware.htmx_redirects",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "generator.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = None
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["project.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "generator.views.context.studio",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR / "atelier.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A deferred transaction that turns into a write fails at once when another writer is ahead of it.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an attempt that was written must survive a power cut. No mmap: SQLite before 3.51.3.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-20000",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The finished cards of the last pages that somebody looked at, about 2 KB each, in the memory of the process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 6000},
    }
}

Q_CLUSTER = {
    "name": "atelier",
    "orm": "default",
    "broker_class": "generator.broker.Broker",
    # One drives the engine, the others prepare pictures.
    "workers": 3,
    "queue_limit": 3,
    "bulk": 1,
    "poll": 0.1,
    # The engine's turn is about a minute and may end on a slow answer; a task locked by a dead worker comes
    # back after `retry`, but nothing waits for that: the rows are driven again by the next leader.
    "timeout": 300,
    "retry": 600,
    # Repeating is the engine's business, in our own rows.
    "max_attempts": 1,
    "ack_failures": True,
    # Successes are not kept: keeping some costs a locked scan for every one, and SQLite then loses results.
    "save_limit": -1,
    "catch_up": False,
    "recycle": 500,
    "max_rss": 400_000,
    "label": "Queue",
}

AUTH_USER_MODEL = "generator.Member"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "studio"
LOGOUT_REDIRECT_URL = "login"
CSRF_FAILURE_VIEW = "generator.views.accounts.too_old"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Both together: neither a shared office address nor a known name alone lets a stranger lock somebody out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "generator.views.accounts.locked"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
TIME_ZONE = env.zone("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = False
FORMAT_MODULE_PATH = ["project.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "generator.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "project.static.HashedStaticFiles"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Bodies are bounded by content length (generator.middleware.body_limit) and by what a form may hold.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200 + limits.CHOSEN
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # the studio does not speak for its neighbours under the same domain
    "security.W021",
    "security.W008",  # the proxy that holds the certificate redirects; a second redirect here can loop
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "generator": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        # The queue announces every task of its workers; only what went wrong is of interest.
        "django-q": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
