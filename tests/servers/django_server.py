"""django-oauth-toolkit's token endpoint on Django's own threading server, with SQLite.

What it does with what a connector sends:
- Every client may use Basic or the body; there is no setting to forbid one.
- Basic parts are form-urldecoded always (RFC 6749 §2.3.1): the form encoding works for every secret,
  and a raw secret only without `+` and `%41`.
- A wrong client is 401 `invalid_client`, a wrong user name or password 400 `invalid_grant`.
- Credential headers with UTF-8 bytes do no harm.

Django's settings are global to a process, so there is one such server in each; nothing else here uses Django.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

import django
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from .credentials import (
    BASIC_CLIENT_ID,
    BODY_CLIENT_ID,
    CLIENT_SECRET,
    GRANTLESS_CLIENT_ID,
    PASSWORD,
    USERNAME,
)

_APPS = ("django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider")
_URLS = "tests.servers.django_urls"


def _configure(database: Path, lifetime: Callable[[], int]) -> None:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        INSTALLED_APPS=_APPS,
        LOGGING_CONFIG=None,
        # Tables are made from the models at once; running all migrations takes seconds.
        MIGRATION_MODULES={app.rpartition(".")[2]: None for app in _APPS},
        OAUTH2_PROVIDER={
            "SCOPES": {"read": "Read", "write": "Write"},
            "DEFAULT_SCOPES": ["read"],
            "EXTRA_SERVER_KWARGS": {"token_expires_in": lambda request: lifetime()},
        },
        # Secrets are stored hashed, but not slowly.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ROOT_URLCONF=_URLS,
        SECRET_KEY="made up for tests",
        USE_TZ=True,
    )
    django.setup()
    from .django_views import urlpatterns

    urls = ModuleType(_URLS)
    urls.urlpatterns = urlpatterns  # type: ignore[attr-defined]
    sys.modules[_URLS] = urls
    call_command("migrate", run_syncdb=True, verbosity=0)


def _register() -> None:
    from django.contrib.auth.models import User
    from oauth2_provider.models import Application

    User.objects.create_user(USERNAME, password=PASSWORD)
    grants = {
        BASIC_CLIENT_ID: Application.GRANT_PASSWORD,
        BODY_CLIENT_ID: Application.GRANT_PASSWORD,
        GRANTLESS_CLIENT_ID: Application.GRANT_CLIENT_CREDENTIALS,
    }
    for client_id, grant in grants.items():
        Application.objects.create(
            name=client_id,
            client_id=client_id,
            client_secret=CLIENT_SECRET,
            client_type=Application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=grant,
        )


def _set_up(database: Path, lifetime: Callable[[], int]) -> None:
    _configure(database, lifetime)
    _register()
    connections.close_all()


def _end(token: str, *, at: datetime | None) -> None:
    from oauth2_provider.models import AccessToken

    found = AccessToken.objects.get(token=token)
    if at is None:
        found.revoke()
    else:
        found.expires = at
        found.save()
    connections.close_all()


class _QuietHandler(WSGIRequestHandler):  # type: ignore[misc]
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Server(ThreadedWSGIServer):  # type: ignore[misc]
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that left early."""


class DjangoServer:
    """The server in a thread, on a free loopback port. At most one in a process.

    What `django_views` has is at `base_url`.
    """

    def __init__(self, folder: Path) -> None:
        self.lifetime = 36000
        """Seconds that the tokens live which are given from now on."""
        # Django's database calls are refused in a thread whose event loop runs, as in an async test.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_set_up, folder / "django.sqlite3", lambda: self.lifetime).result()
        self._server = _Server(("127.0.0.1", 0), _QuietHandler)
        self._server.set_app(get_wsgi_application())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        self.token_url = f"{self.base_url}/o/token/"
        self.single_url = f"{self.base_url}/o/single/token/"
        """A token endpoint where a new token ends those that the user has."""

    def revoke(self, token: str) -> None:
        """Revoke an access token, as an administrator would."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_end, token, at=None).result()

    def let_expire(self, token: str) -> None:
        """Bring the end of an access token forward: it is over."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_end, token, at=datetime.now(UTC)).result()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
