"""Django's settings, all in one file; what an installation may change comes from `env`."""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from sixia.config.env import MAIL_PORTS, env
from sixia.kit.keys import KeyRing

ENV = env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = ENV.data_dir.resolve()
PRODUCTION = ENV.mode == "production"
DEMO = ENV.mode == "demo"
TESTING = ENV.mode == "test"
DEBUG = False

KEYS = KeyRing.open(ENV.keys, create=not PRODUCTION, demo=not PRODUCTION)
SECRET_KEY = KEYS.secret
BASE_URL = ENV.base_url
ALLOWED_HOSTS = ["testserver", *ENV.allowed_hosts.split(",")] if TESTING else ENV.allowed_hosts.split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = urlsplit(BASE_URL).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_ENGINE = "sixia.people.sessions"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sixia.ui.views.csrf_failure"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "sixia.kit",
    "sixia.ui",
    "sixia.places",
    "sixia.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "sixia.papers",
    "sixia.catalog",
    "sixia.orders",
    "sixia.cases",
    "sixia.petitions",
    "sixia.problems",
    "sixia.oversight",
    "sixia.fieldwork.visits",
    "sixia.fieldwork.surveys",
    "sixia.fieldwork.reception",
    "sixia.fieldwork.outreach",
    "sixia.fieldwork.research",
    "sixia.fieldwork.onsite",
    "sixia.fieldwork.offline",
    "sixia.insight.words",
    "sixia.insight.suggestions",
    "sixia.insight.figures",
    "sixia.insight.same",
    "sixia.insight.answers",
    "sixia.insight.hot",
    "sixia.insight.ahead",
    "sixia.insight.briefs",
    "sixia.interop",
    "sixia.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sixia.people.middleware.CalmSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sixia.people.middleware.SessionLimits",
    "sixia.people.middleware.ActorMiddleware",
    "sixia.people.middleware.SecondFactor",
]
FORM_RENDERER = "sixia.ui.forms.SixiaRenderer"
ROOT_URLCONF = "sixia.config.urls"
WSGI_APPLICATION = "sixia.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'sixia.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
else:
    # Compiling a page's query takes PostgreSQL longer than running it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["sixia.people.hashers.Argon2Modest", "django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/600s/key"}
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.proxies
ACCOUNT_ADAPTER = "sixia.people.adapter.NoSignup"
MFA_ADAPTER = "sixia.people.adapter.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sixia"

LANGUAGE_CODE = ENV.language
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = ENV.time_zone
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "webp", "gz", "br", "woff2")
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_HANDLERS = ["sixia.ui.upload.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if ENV.smtp_url else "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = ENV.mail_from
if ENV.smtp_url:
    _smtp = urlsplit(ENV.smtp_url)
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname, _smtp.port or MAIL_PORTS[_smtp.scheme]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_TIMEOUT = 10
    EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp.scheme == "smtp+tls", _smtp.scheme == "smtps"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {"handlers": ["err"], "level": "WARNING"},
}
