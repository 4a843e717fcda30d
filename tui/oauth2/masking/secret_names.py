"""Names that mean a secret: the one list, for rows, warnings, masking and saved files.

A header, a parameter, a key of JSON or of a profile: what stands under such a name is masked where it is
shown, and not saved without a question.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from ..lean.lazy_pattern import LazyPattern

_ANYWHERE: Final = (
    "secret",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "pswd",
    "userpass",
    "dbpass",
    "apikey",
    "authkey",
    "accesskey",
    "subscriptionkey",
    "functionkey",
    "functionskey",
    "privatekey",
    "signingkey",
    "encryptionkey",
    "masterkey",
    "sharedkey",
    "accountkey",
    "sessionkey",
    "token",
    "authorization",
    "credential",
    "cookie",
    "assertion",
    "jwt",
    "sessionid",
    "sessid",
    "aspxauth",
    "signature",
    "hmac",
    "samlresponse",
    "connectionstring",
    "codeverifier",
    "devicecode",
    "usercode",
    "authcode",
    "securitycode",
    "mfacode",
    "otpcode",
    "2facode",
    "twofactorcode",
    "onetimecode",
    "verificationcode",
    "recoverycode",
    "backupcode",
    "securityanswer",
    # The same in other languages, accents taken off.
    "passwort",
    "kennwort",
    "geheimnis",
    "zugangsdaten",
    "motdepasse",
    "contrasena",
    "senha",
    "segredo",
    "segreto",
    "wachtwoord",
    "losenord",
    "adgangskode",
    "salasana",
    "haslo",
    "hasło",
    "heslo",
    "jelszo",
    "lozinka",
    "matkhau",
    "пароль",
    "סיסמה",
    "密码",
    "密碼",
    "口令",
    "暗証番号",
    "パスワード",
    "비밀번호",
    "암호",
)
"""What a name holds, its words written together in lower case."""
_LAST_WORDS: Final = frozenset(
    "pass pw psw pword pin otp totp ticket sid psk sig cred creds session csrf xsrf mdp "
    "clave parola sifre".split()
)
"""The last word of a name, such as X-Pin."""
_WHOLE_NAMES: Final = frozenset("auth xauth basicauth httpauth bearer".split())
"""Names that mean a secret alone: in `auth_type` and `client_auth`, the word means how, not what."""
_HARMLESS: Final = LazyPattern(
    r"token_?(?:type|kind|format|name|key|lifetime)s?$|(?:url|uri|endpoint)s?$|expir|grant_?type|"
    r"_?(?:algs?|algorithms?|methods?|supported|counts?|status|exception|errors?|user_?names?|version|issuer|"
    r"audience|scopes?|lengths?|policy|rules?|history|strength)$|(?:changed|updated|created|issued|set)_?(?:at|on)$|"
    r"(?:cookie|password|token|secret)_?(?:domain|reset|required|grant|age|consent)$|"
    r"(?:cookie|header|param(?:eter)?)_?names?$|assertion_?type$|secretar|tokeniz|"
    r"credentials?_?(?:type|id|s_?allowed)$|allow_?credentials$|(?:no|has|is|needs|wants)_(?:\w+_)?token$",
    words=tuple(
        "type kind format key lifetime no_ has_ is_ needs_ wants_ tokeniz url uri endpoint expir grant alg "
        "method supported count status exception error user version issue audience scope length policy rule "
        "history strength changed updated created set domain required age consent name assertion secretar "
        "credential".split()
    ),
)
"""Names that hold such a word, and whose values are no secrets."""
_WORDS: Final = LazyPattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\x00-\x7f]+")
_LONGEST: Final = 100


@lru_cache(maxsize=1024)
def is_secret_name(name: str) -> bool:
    """Tell whether what stands under this name is usually a secret: `Ocp-Apim-Subscription-Key`, `pwd`."""
    words = [word.lower() for word in _WORDS.findall(_without_accents(name[:_LONGEST]))]
    together = "".join(words)
    return (
        (not _LAST_WORDS.isdisjoint((*words[-1:], together)))
        or together in _WHOLE_NAMES
        or any(word in together for word in _ANYWHERE)
    ) and _HARMLESS.search("_".join(words)) is None


def is_secret_parameter(name: str) -> bool:
    """Tell the same of a parameter of a request or a URL, where `code` is an authorization code.

    In an error response a `code` says what is wrong.
    """
    return name.lower() == "code" or is_secret_name(name)


def _without_accents(name: str) -> str:
    """Return a name without the accents of its Latin letters: `contraseña`, `lösenord`."""
    if name.isascii():
        return name
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFD", name):
        if not unicodedata.combining(char):
            base = char
        elif base.isascii():
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))
