"""What --help says beyond the options: the commands, examples, and what holds for several of them."""

from __future__ import annotations

from typing import Final

WIZARD: Final = """\
commands (each has its own --help):
  connector-doctor [PROFILE] [--plain]
                                    the wizard, empty or with a saved profile;
                                    --plain asks line by line, without screens
  connector-doctor demo             the wizard on an embedded practice server
  connector-doctor serve [PROFILE]  the wizard in a browser on this machine
  connector-doctor run PROFILE...   send the token request, say what came of it
  connector-doctor show PROFILE     show the token request or the form sheet
  connector-doctor explain FILE...  explain a response or a code, send nothing
  connector-doctor ask PROFILE      write a script for the customer's network
  connector-doctor certificates SERVER
                                    what is wrong with a server's certificates
  connector-doctor import FILE...   make a profile of a request that works
  connector-doctor compare PROFILE FILE
                                    what differs from a request that works
  connector-doctor checkup [PROFILE]
                                    look at this machine: proxy, trust, clock
  connector-doctor schema [NAME]    the JSON Schema of what a command prints
  connector-doctor help [TOPIC]     print a page of the reference
  connector-doctor completion SHELL
                                    print a completion script for a shell

PROFILE is the name of a saved profile, or a path: whatever contains a / or
ends in .toml. A profile named like a command is reached by its path
(./run.toml), or as: connector-doctor -- run
With --profile-dir FOLDER, names are looked for in that folder.

examples:
  connector-doctor demo
  connector-doctor acme-servicenow
  connector-doctor run acme-servicenow --json | jq .verdict
  connector-doctor show ./acme.toml --as curl

"""
SERVE: Final = """\
examples:
  connector-doctor serve
  connector-doctor serve acme-servicenow --port 8100

On a jump host, from your own machine:
  ssh -t -L 8100:127.0.0.1:8100 jump-host connector-doctor serve --port 8100
and open the address that it prints. Whoever has the address has the wizard.
With -t it ends when the ssh session does.

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
  143  SIGTERM ended a run of several profiles
  Of several profiles, the largest number counts.
"""
RUN: Final = """\
examples:
  connector-doctor run acme-servicenow
  connector-doctor run acme-servicenow -v
  connector-doctor run *.toml -q
  connector-doctor run acme-servicenow --token-url https://idp.example.com/token
  connector-doctor run acme-servicenow --set client_id=abcd-1234
  connector-doctor run acme-servicenow --set additional_request_data.scope=read
  connector-doctor run acme-servicenow --json
  connector-doctor run acme-servicenow --api
  connector-doctor run *.toml --jobs 8 --json > runs.jsonl
  connector-doctor run *.toml --jobs 8 --junit junit.xml --report reports/
  connector-doctor run acme-servicenow --report ticket.html
  CONNECTOR_DOCTOR_PASSWORD="$(pass acme)" connector-doctor run acme-servicenow

With --api, the API is called with the token: the Base Url with the API path
appended. When the token has expired, or the API refuses it, a new token is
requested and the call is made again, once, as the connector does. The token
goes to the Base Url's host alone. Where the API path leads to another host,
you are asked first; without a terminal, nothing is sent.

Values for this run alone are checked as those of a profile. The report says
that they are not the saved ones, and the run is not remembered for the profile.
No secret can be given like this: set its environment variable.

--json always has everything, so -q, -v and --color don't change it. --severity
leaves findings out of both. It changes neither verdict nor exit status.

With --report, one file has what a ticket needs: the verdict, what to change,
words for the customer and for the vendor, times and ids to find the requests
in the logs, and each request and response, masked. Several profiles have a
part each. A file that exists is replaced.

"""
SHOW: Final = """\
examples:
  connector-doctor show acme-servicenow
  connector-doctor show acme-servicenow --as curl
  connector-doctor show acme-servicenow --as curl --attempt 2 --reveal | sh
  connector-doctor show acme-servicenow --as curl --shell powershell
  connector-doctor show acme-servicenow --as form > sheet.txt
  connector-doctor show acme-servicenow --as blackbox

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
  connector-doctor explain printed-there.txt --beside run.json

FILE contains a raw HTTP response, what curl -i or curl -v printed, or a body
alone, also with its status in words. “-” is standard input. An argument that
is no file and looks like an error code is explained as a code. FILE may also be
a whole ticket: it is put in the order of time, and contradictions come first.

What a customer's script printed (see “ask”) is recognized, also inside a mail
or a ticket. With --beside, it says what only both sides together tell.

"""
ASK: Final = """\
examples:
  connector-doctor ask acme-servicenow --shell sh > ask.sh
  connector-doctor ask acme-servicenow --shell cmd --output ask.cmd
  connector-doctor run acme-servicenow --json > run.json
  connector-doctor explain printed.txt --beside run.json

The script needs what every desk has: curl, and where there are any, nslookup
and openssl. It needs no special rights and writes no file. Of the profile it
holds the Oauth2 Token Url alone, without its query. Its token request names no
client and no user, so it is no login.

Send it to the customer, let them read and run it, and save what it prints.
“explain” reads that, also out of a mail or a ticket.

"""
CERTIFICATES: Final = """\
examples:
  connector-doctor certificates acme-servicenow
  connector-doctor certificates https://idp.example.com --fetch
  connector-doctor certificates acme-servicenow --output chain.pem --fetch
  connector-doctor certificates acme-servicenow --add intermediate.cer

SERVER is a profile, whose Oauth2 Token Url and Trust count, or an https URL,
of which host and port count. What is missing is looked for in the files given
and in this machine's own store. With --fetch, it is also got from where the
certificates say that it can be had, over http or https.

The repaired chain is the server's own certificate, then the intermediates in
order, without the root. OpenSSL has verified it in a handshake with the server
before it is written. A file that exists is not replaced.

The exit status is 0 where a client accepts the certificates as they are sent,
4 where it doesn't, and 3 where the server can't be reached.

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
COMPARE: Final = """\
examples:
  connector-doctor compare acme-servicenow request.txt
  pbpaste | connector-doctor compare acme-servicenow -
  connector-doctor compare acme-servicenow request.txt --try
  connector-doctor compare acme-servicenow request.txt --json

FILE holds the request that works, in any form that import reads. The
differences come in the order of how likely they matter, each with the field to
change. Secrets are compared without being shown. Nothing is sent.

With --try, the connector's request is sent as it is. If it fails, one
difference after the other is taken over and sent. The first that gets a token
is named, with both exchanges as evidence. A connector that works has nothing to
prove. Where it takes two or more differences, the smallest set is looked for.

"""
CHECKUP: Final = """\
examples:
  connector-doctor checkup
  connector-doctor checkup acme-servicenow
  connector-doctor checkup --json

✓ is all right, ! may matter, ✗ has to be fixed, – can't be told here. The exit
status is 1 if there is a ✗, else 0. No secret is asked for or looked up.

"""
SCHEMA: Final = """\
schemas:
  run      what run --json prints for each profile
  report   what run --report FILE.json writes
  explain  what explain --json prints for each file
  show     what show --as json prints
  import   what import --json prints
  compare  what compare --json prints
  checkup  what checkup --json prints

examples:
  connector-doctor schema
  connector-doctor schema explain > explain.schema.json

"""
HELP: Final = """\
examples:
  connector-doctor help
  connector-doctor help profile
  connector-doctor help exit-status

"""
COMPLETION: Final = """\
examples:
  bash: connector-doctor completion bash \\
          > ~/.local/share/bash-completion/completions/connector-doctor
  zsh:  connector-doctor completion zsh > "${fpath[1]}/_connector-doctor"
  fish: connector-doctor completion fish \\
          > ~/.config/fish/completions/connector-doctor.fish
  tcsh: connector-doctor completion tcsh > ~/.connector-doctor.tcsh
        echo 'source ~/.connector-doctor.tcsh' >> ~/.tcshrc

The script comes into effect in the next shell. To try it in this one:
  eval "$(connector-doctor completion bash)"

"""
