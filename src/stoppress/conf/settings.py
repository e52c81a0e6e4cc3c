"""Django's settings. Everything that differs between newsrooms comes from the home."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import locale
from django.core.exceptions import ImproperlyConfigured

from stoppress.conf.database import databases
from stoppress.conf.languages import DESK_LANGUAGES, extra_language_info, language_choices
from stoppress.conf.mail import mail_server
from stoppress.conf.policy import DESK_POLICY
from stoppress.conf.process_role import ProcessRole, role_from_environment
from stoppress.conf.single_sign_on import single_sign_on_servers
from stoppress.home import (
    HomeError,
    home_from_environment,
    load_home,
    read_secret,
    served_desk_url,
    served_site_url,
)
from stoppress.home.permissions import FILE_MODE, FOLDER_MODE
from stoppress.home.settings import DEFAULT_DESK_URL, DEFAULT_SITE_URL
from stoppress.log_lines import configure_structlog, logging_settings

_home = home_from_environment()
_role = role_from_environment()
try:
    _settings = load_home(_home.root)
    SECRET_KEY = read_secret(_home)
except HomeError as error:
    raise ImproperlyConfigured(str(error)) from None

HOME = _home
HOME_SETTINGS = _settings
ROLE = _role
STOPPRESS_SITE_URL = _settings.site_url or served_site_url(_home) or DEFAULT_SITE_URL
STOPPRESS_DESK_URL = _settings.desk_url or served_desk_url(_home) or DEFAULT_DESK_URL
STOPPRESS_CHANGE_LOG_DAYS = _settings.change_log_days
STOPPRESS_FEED_TEXT = _settings.feed_text
STOPPRESS_HUBS = _settings.hubs
_DESK_IS_SECURE = STOPPRESS_DESK_URL.startswith("https://")
_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

DEBUG = False
ALLOWED_HOSTS = [
    *_LOOPBACK,
    *([] if _role is ProcessRole.SITE else [urlsplit(STOPPRESS_DESK_URL).hostname or "localhost"]),
]
CSRF_TRUSTED_ORIGINS = [STOPPRESS_DESK_URL]

INSTALLED_APPS = [
    "stoppress.desk",
    "stoppress.channels",
    "stoppress.site",
    "stoppress.press",
    "stoppress.newsroom",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

if _role is ProcessRole.SITE:
    # The origin renders public pages only: no session, no user, no cookie, no way to get one.
    ROOT_URLCONF = "stoppress.conf.site_urls"
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
else:
    ROOT_URLCONF = "stoppress.conf.desk_urls"
    INSTALLED_APPS += [
        "allauth",
        "allauth.account",
        "allauth.mfa",
        "allauth.usersessions",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
    ]
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "csp.middleware.CSPMiddleware",
        "stoppress.desk.static_files.StaticFiles",
        "stoppress.desk.compressed.Compressed",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "stoppress.desk.doors.numbers.NumbersOfRows",
        "stoppress.desk.doors.without_nul.WithoutNul",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "stoppress.desk.signed_out.SignedOut",
        "django.contrib.messages.middleware.MessageMiddleware",
        "stoppress.desk.sign_in.second_factor.SecondFactorFirst",
        "stoppress.desk.checks.gate.SayWhatStopped",
        "stoppress.desk.not_visible_yet.NotVisibleYet",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
WSGI_APPLICATION = "stoppress.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = databases(_home, _settings, _role)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article is a form of many fields

# Languages and time: the editions' own languages, whatever they are.
locale.LANG_INFO.update(extra_language_info(_settings.languages))
LANGUAGE_CODE = _settings.default_language
LANGUAGES = language_choices(_settings.languages)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = language_choices(
    dict.fromkeys((*DESK_LANGUAGES, *_settings.languages))
)
# What Wagtail calls pages, snippets and locales has other names in a newsroom. These win over its
# catalogs, and those who render for readers have them too: both must make the same bytes.
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "desk" / "wagtail_words"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _settings.time_zone
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the desk, its inputs and the pages show the same clock
# English, and languages of which Django knows no forms of dates: the day first, and 24 hours.
FORMAT_MODULE_PATH = ["stoppress.conf.formats"]
DATE_FORMAT, TIME_FORMAT, DATETIME_FORMAT = "j F Y", "H:i", "j F Y, H:i"
SHORT_DATE_FORMAT, SHORT_DATETIME_FORMAT = "Y-m-d", "Y-m-d H:i"
FIRST_DAY_OF_WEEK = 1

# Files. The desk's own static files come straight from the installed packages.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_URL = "/media/"
MEDIA_ROOT = _home.media
FILE_UPLOAD_PERMISSIONS = FILE_MODE
FILE_UPLOAD_DIRECTORY_PERMISSIONS = FOLDER_MODE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Signing in: by the e-mail address.
# New passwords are hashed by the first; an older hash is made anew at the next sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # for so many seconds an invitation stands
AUTHENTICATION_BACKENDS = ["stoppress.desk.accounts.AddressBackend"]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
STOPPRESS_SINGLE_SIGN_ON = _settings.single_sign_on
SOCIALACCOUNT_ADAPTER = "stoppress.desk.sign_in.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would have to be let out to that server by the policy
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = single_sign_on_servers(_settings.single_sign_on)
SESSION_COOKIE_NAME = "desk_session"
SESSION_COOKIE_SECURE = _DESK_IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stoppress.desk.signed_out.csrf_failure"
CSRF_COOKIE_NAME = "desk_csrf"
CSRF_COOKIE_SECURE = _DESK_IS_SECURE
STOPPRESS_SECOND_FACTOR = _settings.second_factor
ACCOUNT_ADAPTER = "stoppress.desk.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}  # which AddressBackend takes for the address or the name
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"  # the newsroom gives the addresses
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # SignInView does it for those who may enter
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# allauth's limits count by account, so that limits could keep an editor out: see Guesses.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "stoppress.desk.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute late
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _DESK_IS_SECURE  # http://localhost
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _DESK_IS_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview beside the editor is a frame

CONTENT_SECURITY_POLICY = {"DIRECTIVES": DESK_POLICY}

# Notices are sent by the worker (desk/notices/mail.py), invitations at once, since nothing of them
# is stored (desk/staff/invitation_mail.py). Nothing else is: Wagtail and Django would send while
# somebody waits for an answer.
STOPPRESS_MAIL = mail_server(_settings)
# They are told by Telegram as well, when the newsroom has a bot (desk/telegram).
STOPPRESS_TELEGRAM_API = _settings.telegram_api
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the newsroom gives addresses: one signs in by them

# Wagtail.
WAGTAIL_SITE_NAME = "Stoppress"
WAGTAILADMIN_BASE_URL = STOPPRESS_DESK_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the desk calls no outside address
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nor does the chooser of embeds
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "stoppress.newsroom.search.wagtail_backend"}}
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "webp", "bmp": "jpeg", "gif": "png", "webp": "webp"}
WAGTAILIMAGES_IMAGE_FORM_BASE = "stoppress.desk.pictures.form.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000  # 200 MB while it is read
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "json", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"),
    *("m4a", "mp3", "mp4", "oga", "ogg", "opus", "vtt", "wav", "webm"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"

configure_structlog()
LOGGING = logging_settings("WARNING" if _role is ProcessRole.COMMAND else "INFO")
