"""The findings of every practice fault, as a user reads them: short steps, and sure or with a next step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from tests.diagnosis.test_steps import faults_of
from tui.diagnosis.finding import Finding, fields_named_in
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.oauth2.form_fields import label_of
from tui.practice.faults import FAULTS
from tui.practice.practice_fault import PracticeFault
from tui.practice.server import PracticeServer
from tui.transport import run_connector


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeServer]:
    with PracticeServer() as server:
        yield server


async def findings_of(practice: PracticeServer, fault: PracticeFault) -> tuple[Finding, ...]:
    practice.fault = fault
    connector = practice.connector(fault)
    return diagnose_run(connector, await run_connector(connector))


SENDABLE: Final = [fault for fault in FAULTS if fault.key != "pasted-blank"]


@pytest.mark.parametrize("fault", SENDABLE, ids=lambda fault: fault.key)
async def test_what_a_practice_fault_brings_reads_well(
    practice: PracticeServer, fault: PracticeFault
) -> None:
    for finding in await findings_of(practice, fault):
        assert not list(faults_of(finding.fix)), finding.id
        assert finding.steps
        assert " ".join(finding.steps) == finding.fix
        named = {label_of(key) for key in fields_named_in(finding.fix)}
        assert named <= set(finding.fields)
        is_sure = finding.confidence == "stated" or finding.severity == "info"
        assert (finding.next is None) == is_sure, finding.id
