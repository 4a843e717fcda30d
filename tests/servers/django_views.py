"""The addresses of the Django server. To be imported once Django has its settings.

What django-oauth-toolkit's views say of a token that they refuse:
- By default a bare 403 without a challenge, whatever is wrong with it.
- By its views with metadata what RFC 6750 §3.1 asks for: 401 `invalid_token`, 403 `insufficient_scope`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from oauth2_provider.models import AccessToken
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.views import TokenView
from oauth2_provider.views.generic import ScopedProtectedResourceMetadataView, ScopedProtectedResourceView


class _SingleTokenValidator(OAuth2Validator):  # type: ignore[misc]  # it has no types
    """Ends the tokens that a user has of a client when it gives another, as some systems do."""

    def _save_bearer_token(self, token: dict[str, Any], request: Any, *args: Any, **kwargs: Any) -> None:
        AccessToken.objects.filter(user=request.user, application=request.client).delete()
        super()._save_bearer_token(token, request, *args, **kwargs)


class _SingleTokenView(TokenView):  # type: ignore[misc]
    validator_class = _SingleTokenValidator

    @classmethod
    def get_oauthlib_core(cls) -> Any:
        # Once made it is kept at the class, where a class below would find that of the one above.
        return cls.get_oauthlib_backend_class()(cls.get_server())


class _Me:
    """What the API answers."""

    required_scopes = ("read",)

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse(
            {
                "user": request.resource_owner.username,
                "query": request.GET.get("q"),
                "tenant": request.headers.get("X-Tenant"),
            }
        )


class _Resource(_Me, ScopedProtectedResourceMetadataView):  # type: ignore[misc]
    pass


class _WriteResource(_Resource):
    required_scopes = ("write",)


class _BareResource(_Me, ScopedProtectedResourceView):  # type: ignore[misc]
    pass


urlpatterns = [
    path("o/token/", TokenView.as_view()),
    path("o/single/token/", _SingleTokenView.as_view()),
    path("api/me", _Resource.as_view()),
    path("api/write", _WriteResource.as_view()),
    path("api/bare", _BareResource.as_view()),
]
