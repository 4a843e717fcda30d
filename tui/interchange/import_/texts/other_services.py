"""The services beside the one in question that have accounts of their own in the same settings."""

from __future__ import annotations

import re
from typing import Final

OTHER_SERVICES: Final = frozenset(
    "db database databases datasource datenbank jdbc sql mysql mssql oracle postgres"
    " postgresql mongo mongodb redis"
    " smtp mail imap ldap proxy keystore truststore webhook cache broker amqp mqtt kafka rabbitmq"
    " elasticsearch ftp sftp ssh registry docker nexus artifactory vpn".split()
)
"""The words, in lower case, by which a heading or a prefix names one."""
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_other_service(name: str) -> bool:
    """Tell whether what stands below a name is another service's: `database`, `smtp.relay`."""
    return any(word.lower() in OTHER_SERVICES for word in _WORD.findall(name))
