"""Every fault through the command line: exit status, first finding, and no terminal control characters."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, write_profile
from tests.json_schemas import assert_valid
from tests.runs import assert_no_secret
from tests.servers.certificates import Certificates
from tests.servers.faults import FAULTS, LONG, Broken, Fault, Site, made_up_names, stop_all
from tests.servers.faults.proxies import PROXY_PASSWORD
from tui.cli import main

_AT_ONCE: Final = "12"
_OBEYED: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of characters that a terminal obeys or a reader can't see."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for profiles, with the secrets of every profile in the environment."""
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def profile_of(home: Path, number: int, fault: Fault, site: Site) -> Path:
    """Write the profile that meets a fault; its name is `fault-NUMBER`."""
    settings = {"timeout": fault.deadline, "connect_timeout": fault.deadline, **site.settings}
    return write_profile(
        home,
        f"fault-{number}",
        site.token_url,
        username=f"svc.connector-{number}",  # one account's attempts wait for one another
        oauth2='client_authentication = "request-body"',
        rest="[request]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items()),
    )


def check_harmless(*outputs: str) -> None:
    """Check that the program wrote no secret, and no control character except line breaks."""
    for text in outputs:
        obeyed = {char for char in set(text) if unicodedata.category(char) in _OBEYED} - {"\n"}
        assert obeyed == set()
        assert_no_secret(text, CLIENT_SECRET, PASSWORD, PROXY_PASSWORD)


def trouble_with(fault: Fault, document: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong in the JSON of a fault's profile."""
    assert_valid("run", document)
    (attempt,) = document["attempts"]
    response = attempt["response"]
    got: tuple[object, ...] = (
        attempt["failure"],
        attempt["failure_cause"],
        attempt["connection"]["stopped_at"],
    )
    expected: tuple[object, ...]
    if isinstance(fault.outcome, Broken):
        cause = fault.outcome.cause
        expected = (cause.kind.value, cause.word, fault.outcome.layer and fault.outcome.layer.value)
        verdict = "unreachable"
    else:
        got += (attempt["status"], response and response["body_fault"])
        expected = (None, None, None, fault.outcome.status, fault.outcome.fault and fault.outcome.fault.value)
        verdict = "works" if fault.gives_a_token else "fails"
    first = document["findings"][0]["id"] if document["findings"] else ""
    got, expected = (*got, document["verdict"], first), (*expected, verdict, fault.finding or first)
    if got != expected:
        yield f"{got}, not {expected}"


def in_turns(faults: Sequence[Fault]) -> list[list[int]]:
    """Return which faults to run together: all slow ones at once, each of the others alone."""
    numbers = range(len(faults))
    slow = [number for number in numbers if not faults[number].ends_by_itself]
    return [[number] for number in numbers if faults[number].ends_by_itself] + ([slow] if slow else [])


@pytest.mark.parametrize("group", [group for group in FAULTS if group not in LONG])
def test_every_fault_ends_in_its_status_and_finding(
    group: str, certificates: Certificates, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = FAULTS[group]
    trouble: list[str] = []
    with ExitStack() as stack:
        stack.enter_context(made_up_names())
        sites = [stack.enter_context(fault.stands(certificates)) for fault in faults]
        paths = [str(profile_of(home, *numbered)) for numbered in zip(count(), faults, sites)]
        for numbers in in_turns(faults):
            status = main(["run", "--json", "--jobs", _AT_ONCE, *(paths[number] for number in numbers)])
            out, err = capsys.readouterr()
            documents = {(one := json.loads(line))["profile"]: one for line in out.splitlines()}
            assert len(documents) == len(numbers)
            for number in numbers:
                fault = faults[number]
                found = list(trouble_with(fault, documents[f"fault-{number}"]))
                if status != fault.exit_status:
                    found.append(f"status {status}, not {fault.exit_status}")
                trouble += [f"{fault.name}: {words}" for words in found]
            check_harmless(out, err)
        status = main(["run", *paths, "--jobs", _AT_ONCE])
        out, err = capsys.readouterr()
        stop_all(sites)
    assert not trouble, "\n".join(trouble)
    assert status == max(fault.exit_status for fault in faults)
    check_harmless(out, err)
    told = [line.split()[1] for line in out.split("\n") if line.startswith(("✓ fault-", "✗ fault-"))]
    assert sorted(told) == sorted(f"fault-{number}" for number in range(len(faults)))
