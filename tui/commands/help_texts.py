"""What --help says beyond the options: the commands, examples, and what holds for several of them."""

from __future__ import annotations

from typing import Final

WIZARD: Final = """\
commands (each has its own --help):
  connector-doctor [PROFILE]        the wizard, empty or with a saved profile
  connector-doctor demo             the wizard on an embedded practice server
  connector-doctor run PROFILE...   send the token request, say what came of it
  connector-doctor show PROFILE     show the token request or the form sheet
  connector-doctor explain FILE...  explain a response or a code, send nothing
  connector-doctor import FILE...   make a profile of a request that works
  connector-doctor help [TOPIC]     print a page of the reference

PROFILE is the name of a saved profile, or a path: whatever contains a / or
ends in .toml. A profile named like a command is reached by its path
(./run.toml), or as: connector-doctor -- run

examples:
  connector-doctor demo
  connector-doctor acme-servicenow
  connector-doctor run acme-servicenow --json | jq .verdict
  connector-doctor show ./acme.toml --as curl

"""
SECRETS: Final = """\
Secrets never come as arguments. They come from where the profile says, from
CONNECTOR_DOCTOR_CLIENT_SECRET, CONNECTOR_DOCTOR_PASSWORD or
CONNECTOR_DOCTOR_NAME (an additional row's name), or you are asked for them.
More: connector-doctor help secrets

"""
EXIT_STATUSES: Final = """\
exit status:
  0    it works
  1    the token endpoint refused, or its answer can't be used
  2    usage, or a profile that can't be read or sent
  3    network: name, connection, timeout, proxy, connection cut
  4    TLS
  5    the token came, but the API call did not work (run --api)
  70   a fault of connector-doctor itself
  130  interrupted
  Of several profiles, the largest number counts.
"""
RUN: Final = """\
examples:
  connector-doctor run acme-servicenow
  connector-doctor run acme-servicenow --json
  connector-doctor run acme-servicenow --api
  connector-doctor run *.toml --jobs 8 --json > runs.jsonl
  CONNECTOR_DOCTOR_PASSWORD="$(pass acme)" connector-doctor run acme-servicenow

With --api, the API is called with the token: the Base Url with the API path
appended. When the token has expired, or the API refuses it, a new token is
requested and the call is made again, once, as the connector does. The token
goes to the Base Url's host alone. Where the API path leads to another host,
you are asked first; without a terminal, nothing is sent.

"""
SHOW: Final = """\
examples:
  connector-doctor show acme-servicenow
  connector-doctor show acme-servicenow --as curl
  connector-doctor show acme-servicenow --as curl --attempt 2 --reveal | sh
  connector-doctor show acme-servicenow --as curl --shell powershell
  connector-doctor show acme-servicenow --as form > sheet.txt

A curl command sends one attempt. Its secrets go through curl's config, never
through its arguments, which every user of a machine can list. For cmd it is a
batch file: save it, then run it. The form sheet never holds a secret.

Without --reveal no secret is needed. Where one is missing, the Content-Length
is shown as “?”.

"""
EXPLAIN: Final = """\
examples:
  connector-doctor explain response.txt
  curl -i https://idp.example.com/token | connector-doctor explain -
  curl -i https://api.example.com/users | connector-doctor explain --api -
  connector-doctor explain ticket-1.txt ticket-2.txt --json
  connector-doctor explain AADSTS50126

FILE contains a raw HTTP response, what curl -i or curl -v printed, or a body
alone, also with its status in words. “-” is standard input. An argument that
is no file and looks like an error code is explained as a code.

"""
IMPORT: Final = """\
examples:
  connector-doctor import request.txt
  connector-doctor import - --output acme.toml
  connector-doctor import acme.postman_collection.json environment.json --json

FILE contains a curl command (for sh, cmd or PowerShell), lines like
"Client ID: abc", a raw HTTP request, an .http file, a Postman, Bruno, Insomnia
or OpenCollection export, a HAR file, code that sends a request, an OpenAPI
document or a discovery document. “-” is standard input.

Each field is printed with where it was found, and secrets are masked. By
default the profile holds no secret, and you are asked for them at each run. A
profile that exists is never replaced without a question.

"""
HELP: Final = """\
examples:
  connector-doctor help
  connector-doctor help profile
  connector-doctor help exit-status

"""
