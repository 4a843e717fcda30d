"""The names that people give to the connector's fields in tickets, in several languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ..other_services import OTHER_SERVICES, is_other_service
from .typos import label_meant_by
from .words import PRESENT, is_former, is_present, plain_label

_LABELS: Final = {
    "token_url": """
        token url|tokenurl|oauth endpoint|oauth2 endpoint|idp token url|sso token url|auth endpoint|auth uri|
        token uri|token endpoint|token endpoint url|access token url|
        access token uri|oauth2 token url|oauth token url|oauth2 token endpoint|
        oauth token endpoint|token address|oauth url|token request url|url|uri|endpoint|adresse|
        address|auth url|authentication url|login url|token server|token service|token service url|
        authorization server token url|post url|request url|accesstokenurl|accesstokenuri|
        token adresse|url für token|url des tokens|token-endpunkt|tokenendpunkt|endpunkt|
        zugriffstoken url|url du jeton|url de jeton|url du token|url token|adresse du jeton|
        point de terminaison|point de terminaison du jeton|url d'accès au jeton|url del token|
        url de token|punto de token|indirizzo token|url do token|トークンurl|令牌地址|令牌url|认证地址|
        接口地址|адрес токена|url токена|adres tokenu|url tokenu|tokenadres|token url adresi
        """,
    "client_id": """
        client id|clientid|client_id|client|id client|client identifier|consumer key|api key|app id|
        appid|application id|app key|applicationid|oauth client id|oauth client|oauth2 client id|
        client key|integration key|key id|client kennung|clientkennung|client-kennung|anwendungs id|
        anwendungsid|anwendungs-id|application client id|application (client) id|kunden id|
        identifiant client|identifiant du client|id du client|id de client|
        identifiant de l'application|id de cliente|id del cliente|cliente|id cliente|id do cliente|
        客户端id|客户端 id|クライアントid|идентификатор клиента|id клиента|identyfikator klienta|
        id klienta|klant id|
        klient id|klientid|asiakastunnus|ügyfélazonosító|istemci kimliği|클라이언트 id
        """,
    "client_secret": """
        client secret|clientsecret|client_secret|secret|consumer secret|api secret|app secret|
        application secret|oauth client secret|oauth secret|oauth2 client secret|
        secret key|client secret value|client password|secret value|client geheimnis|
        clientgeheimnis|client-geheimnis|geheimnis|geheimer clientschlüssel|clientschlüssel|
        client schlüssel|geheimer schlüssel|anwendungsgeheimnis|secret client|secret du client|
        clé secrète|secret de l'application|clé secrète du client|secreto de cliente|
        secreto del cliente|secreto|clave secreta|segreto client|segreto|segreto del client|segredo|
        segredo do cliente|客户端密钥|密钥|クライアントシークレット|секрет клиента|
        секрет|klucz tajny klienta|sekret klienta|tajný klíč klienta|klantgeheim|
        client geheim|clientgeheim|klienthemlighet|klient hemlighet|klienthemmelighet|klienthemmelighed|
        asiakassalaisuus|ügyféltitok|istemci sırrı|
        클라이언트 시크릿
        """,
    "username": """
        username|user name|user|user id|userid|login|login name|loginname|account|account name|
        service account|service user|resource owner|resource owner username|password grant username|
        grant username|api user|api username|integration user|technical user|tech user|email|e-mail|
        e mail|user email|uname|usr|benutzername|benutzer|nutzer|nutzername|anmeldename|konto|
        dienstkonto|servicebenutzer|service-benutzer|technischer benutzer|technischer user|
        kontoname|benutzerkennung|
        kennung|benutzer id|nom d'utilisateur|nom utilisateur|utilisateur|identifiant|
        identifiant utilisateur|compte|compte de service|usuario|nombre de usuario|cuenta|
        nome utente|utente|usuário|nome de usuário|gebruikersnaam|用户名|账号|ユーザー名|логин|
        имя пользователя|пользователь|логін|nazwa użytkownika|użytkownik|uživatelské jméno|
        uživatel|användarnamn|användare|brukernavn|brugernavn|kullanıcı adı|kullanıcı|
        käyttäjätunnus|felhasználónév|사용자 이름|사용자명|아이디
        """,
    "password": """
        password|pass|passwd|pwd|pw|user password|account password|passphrase|password security token|
        password and security token|
        resource owner password|password grant password|grant password|api password|passwort|
        kennwort|benutzerkennwort|benutzerpasswort|mot de passe|mdp|mot de passe utilisateur|
        contraseña|contrasena|clave|parola d'ordine|senha|wachtwoord|密码|パスワード|пароль|
        hasło|heslo|lösenord|passord|adgangskode|kodeord|parola|şifre|salasana|jelszó|비밀번호
        """,
    "scope": """
        scope|scopes|oauth scope|bereich|bereiche|gültigkeitsbereich|berechtigungsbereich|portée|
        étendue|périmètre|ámbito|alcance|ambito|escopo|范围|область|zakres
        """,
    "grant_type": """
        grant type|authorization grant type|granttype|grant_type|oauth2 grant type|grant|flow|
        type de grant|grant-typ|berechtigungstyp|type d'autorisation|tipo de concesión
        """,
    "client_authentication": """
        oauth2 client authentication|client authentication|client auth|client credentials location|
        token endpoint auth method|token_endpoint_auth_method|credentials placement|
        authentifizierung|client-authentifizierung|authentication method|auth method|
        send client credentials
        """,
    "additional_headers": """
        oauth2 custom oauth request options additional headers|additional headers|additional header|
        extra headers|extra header|header|headers|zusätzliche header|en-têtes supplémentaires
        """,
    "additional_request_data": """
        oauth2 custom oauth request options additional request data|additional request data|
        additional body data|extra body|additional parameters|zusätzliche daten
        """,
    "basic": """
        authorization|auth header|basic auth|authorization header|basic authentication|auth|
        authorization type|auth type
        """,
    "token_path": """
        path|token path|resource path|uri path|url path|endpoint path|token endpoint path|pfad|chemin|
        ruta|percorso
        """,
    "server": """
        base url|base uri|baseurl|server url|auth server url|instance url|host url|idp url|issuer|
        issuer url|issuer uri|api base url|server|site
        """,
    "realm": "realm|realm name",
    "audience": "audience|aud",
    "resource": "resource|ressource",
}
"""Labels in lower case, by what they mean."""
_WEAK: Final = frozenset(
    "url|uri|endpoint|client|secret|user|login|account|email|e-mail|header|headers|grant|flow|pass|pw|address|"
    "adresse|konto|compte|authorization|api key|clave|key id|identifiant|cliente".split("|")
)
"""Labels that mean something else where a better one is there."""
_BOTH: Final = re.compile(r"[ \t]*[/&+][ \t]*|[ \t]+(?:and|und|et|y|e)[ \t]+")
_PROPERTY: Final = re.compile(r"[\w-]+\.[\w-]+")
_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,40}(?:[_-]{1,2}[A-Za-z0-9]{1,40}){1,8}")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Where a word begins within a name, as in `ServicePassword`."""
_NAMED_FOR: Final = re.compile(r"[^\W\d_]{2,20}[ \t][^\W\d_]+(?:[ \t_-][^\W\d_]+)?")
_NO_OWNERS: Final = frozenset(
    "reset change changed forgot forgotten wrong invalid missing expired no bad set enter correct current"
    " last previous redirect callback base".split()
)
"""Words before a field's name that make it a remark, or another field."""
_OF_OTHERS: Final = OTHER_SERVICES | frozenset(
    "refresh revoke revocation redirect key store jwt jws signing session cookie encryption admin root new"
    " old confirm device".split()
)
"""Words before a field's name by which it is another service's, or another field."""
_ONE_WORD: Final = frozenset("username user password pass passwd pwd client secret scope scopes".split())
"""Labels of one word that stand behind a prefix, as `SHOP_USER`."""
_FEWEST_DOTS: Final = 2
"""The dots of a property's path, of which the last part is the label."""
WIRE_NAMES: Final = frozenset(
    {"client_id", "client_secret", "username", "password", "grant_type", "scope", "audience", "resource"}
)


@cache
def _meanings() -> dict[str, str]:
    return {
        plain_label(label): meaning
        for meaning, labels in _LABELS.items()
        for label in labels.split("|")
        if label.strip()
    }


def meaning_of_label(label: str) -> str | None:
    """Return the field that a label means; None if it means none, or what held before."""
    plain = plain_label(label)
    found = _meanings().get(plain)
    if is_former(label):
        return None
    if found is None and is_present(label):
        plain = " ".join(word for word in plain.split() if word not in PRESENT)
        return _meanings().get(plain)
    if found is None:
        plain = re.sub(
            r"^(?:the|your|our|my|oauth2?|oauth 2 0|api|connector|form|die|der|das|le|la) ", "", plain
        )
        plain = re.sub(r" (?:is|ist|est|value|field|wert)$", "", plain)
        plain = re.sub(r" (?:du compte(?: de service)?|of the (?:service )?account|des kontos)$", "", plain)
        found = _meanings().get(plain)
    if found is None and "/" in label:  # in two languages: `Benutzer / User`
        meant = {_meanings().get(plain_label(part)) for part in label.split("/")}
        found = meant.pop() if len(meant) == 1 else None
    if found is None and (label.count(".") >= _FEWEST_DOTS or _PROPERTY.fullmatch(label)):
        parent, _, own = label.rpartition(".")
        if is_other_service(parent):
            return None
        both = _meanings().get(plain_label(f"{parent.rpartition('.')[2]} {own}"))  # `client.id`, `user.name`
        return both or meaning_of_label(own)
    return found or _meaning_behind_prefix(_HUMP.sub("_", label)) or _meanings().get(label_meant_by(plain))


def _meaning_behind_prefix(label: str) -> str | None:
    """Return the field that a variable's name ends in, such as `SHOP_CLIENT_ID`; None if it ends in none."""
    if _NAMED_FOR.fullmatch(
        label.strip()
    ):  # `Service password`: one word, and a label that stands for itself
        first, _, rest = plain_label(label).partition(" ")
        own = first in _OF_OTHERS or first in _NO_OWNERS or is_weak(rest)
        return None if own else _meanings().get(rest)
    if not _IDENTIFIER.fullmatch(label):
        return None
    words = plain_label(label).split()
    for start in range(1, len(words)):
        if words[start - 1] in _OF_OTHERS:
            return None
        rest = " ".join(words[start:])
        found = _meanings().get(rest)
        if found and (rest in _ONE_WORD or (start < len(words) - 1 and not is_weak(rest))):
            return found
    return None


def pair_of_label(label: str) -> tuple[str, str] | None:
    """Return the two fields that a label such as `Username / Password` means; None if it means no two."""
    parts = [meaning_of_label(part) for part in _BOTH.split(label)]
    if len(parts) != 2 or parts[0] is None or parts[1] is None:
        return None
    pair = parts[0], parts[1]
    return pair if pair in (("username", "password"), ("client_id", "client_secret")) else None


def is_weak(label: str) -> bool:
    """Tell whether a label may mean something else."""
    return label.strip().lower() in _WEAK
