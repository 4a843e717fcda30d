"""The wizard's state: one frozen value that is replaced with every change.

Journey
  ├─ profile    the connector as it is now, and where its secrets come from
  ├─ baseline   the profile as it was opened or last saved; what differs is unsaved work
  ├─ visited    the steps shown so far
  ├─ file       the file name typed on Save, until it is saved there
  ├─ deleted    the rows deleted so far, to undo that
  ├─ record     the last run, the connector that it was made with, and its findings
  ├─ before     the run before it, with other fields
  ├─ renewed    a newer token, if the run's own token expired or was refused
  └─ uses       what was done with the token since, for the report
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from ..host_names import with_ascii_hosts
from ..oauth2.connector import AdditionalRow, Connector
from ..oauth2.field_checks import Problem, find_problems
from ..oauth2.lean.frozen import frozen
from ..oauth2.secret import Secret, reveal
from ..profiles.profile import Profile
from ..profiles.secret_sources import FromKeyring, secret_keys, secret_value
from .field_values import value_of, with_secrets_of, with_value
from .steps import Step

if TYPE_CHECKING:
    from ..diagnosis.finding import Finding
    from ..oauth2.api_run import ApiRun, HeldToken
    from ..oauth2.attempt import Run


class StepState(Enum):
    """What the step rail says about a step: a sign, and a word for users who can't tell the colors apart."""

    COMPLETE = ("✓", "")
    MISSING = ("○", "missing")
    INVALID = ("✗", "to fix")
    OPEN = ("·", "")

    @property
    def sign(self) -> str:
        """One character."""
        return self.value[0]

    @property
    def word(self) -> str:
        """One or two words."""
        return self.value[1]


def with_use_of(connector: Connector, *, of: Connector) -> Connector:
    """Return a connector with another's use of the token: all that is not in the token request."""
    return replace(
        connector,
        name=of.name,
        description=of.description,
        base_url=of.base_url,
        header_auth_key=of.header_auth_key,
        header_auth_value_pattern=of.header_auth_value_pattern,
        api=of.api,
    )


@frozen
class RunRecord:
    """A run, and the connector as it was when it was sent."""

    connector: Connector
    run: Run
    ended: datetime
    """When its last response arrived: the lifetime of its token starts here."""
    findings: tuple[Finding, ...] = ()
    """What was found out, most urgent first."""


@frozen
class TokenUse:
    """Something done with the token: a call of the API, its expiry rehearsed, a refresh."""

    kind: str
    connector: Connector
    """As it was then: its request for the token is the run's."""
    run: ApiRun
    findings: tuple[Finding, ...]
    secrets: tuple[Secret, ...]
    """Of the token, and of those that came."""


@frozen
class DeletedRow:
    """A row that was deleted: its field, where it stood, and itself."""

    key: str
    index: int
    row: AdditionalRow


@frozen
class Journey:
    """All that the screens share."""

    profile: Profile
    baseline: Profile
    visited: frozenset[Step] = field(default_factory=frozenset)
    file: str = ""
    deleted: tuple[DeletedRow, ...] = ()
    waits_for_keychain: bool = False
    """Whether the secrets in the keychain are still to come."""
    record: RunRecord | None = None
    before: RunRecord | None = None
    renewed: HeldToken | None = None
    uses: tuple[TokenUse, ...] = ()

    @classmethod
    def begin(cls, profile: Profile) -> Journey:
        """Return the state right after a profile was opened."""
        return cls(profile, profile)

    @classmethod
    def resume(cls, profile: Profile, baseline: Profile, file: str) -> Journey:
        """Return the state in which another session ended."""
        return cls(profile, baseline, file=file)

    @property
    def connector(self) -> Connector:
        """The connector as it is now."""
        return self.profile.connector

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the connector from being sent."""
        return with_ascii_hosts(find_problems(self.connector))

    @property
    def has_rows(self) -> bool:
        """Whether there are additional headers or request data, which most connectors need none of."""
        return bool(self.connector.additional_headers or self.connector.additional_request_data)

    def problems_of(self, step: Step) -> tuple[Problem, ...]:
        """Return what keeps a step from being complete."""
        return tuple(problem for problem in self.problems if problem.field in step.fields)

    @property
    def has_unsaved_work(self) -> bool:
        """Whether leaving would lose something that saving would keep.

        A secret that is asked for each time is never saved. So typing it into an opened profile doesn't
        count as unsaved work; typing it into a connector that was never saved does.
        """
        if self.profile.path is None:
            return self.connector != self.baseline.connector
        from ..profiles.toml_text.document import profile_document

        kept = [key for key, source in self.profile.sources.items() if isinstance(source, FromKeyring)]
        return profile_document(self.profile) != profile_document(self.baseline) or any(
            secret_value(self.connector, key) != secret_value(self.baseline.connector, key)
            for key in kept
            if key in secret_keys(self.connector) and key in secret_keys(self.baseline.connector)
        )

    @property
    def record_is_current(self) -> bool:
        """Whether the token request is the same now as in the last run."""
        record = self.record
        return record is not None and record.connector == with_use_of(self.connector, of=record.connector)

    def with_connector(self, connector: Connector) -> Journey:
        """Return the state with another connector."""
        return replace(self, profile=replace(self.profile, connector=connector))

    def with_record(self, record: RunRecord) -> Journey:
        """Return the state after a run. Sent again as it was, it is compared with the same run as before."""
        last = self.record
        before = self.before if last and last.connector == record.connector else last
        return replace(self, record=record, before=before, renewed=None, uses=())

    def with_use(self, use: TokenUse) -> Journey:
        """Return the state after the token was used: it takes the place of a use of its kind before.

        What was done with another call than the form now has is no longer told of.
        """
        kept = (one for one in self.uses if one.kind != use.kind and one.connector == use.connector)
        return replace(self, uses=(*kept, use))

    def with_renewed(self, held: HeldToken) -> Journey:
        """Return the state after a newer token has replaced the run's own."""
        return replace(self, renewed=held)

    def with_visited(self, step: Step) -> Journey:
        """Return the state after a step was shown."""
        return replace(self, visited=self.visited | {step})

    def with_saved(self, saved: Profile, *, as_of: Profile | None = None) -> Journey:
        """Return the state after a save. What changed since the profile was like `as_of` is unsaved work."""
        if as_of is None or as_of == self.profile:
            return replace(self, profile=saved, baseline=saved, file="")
        sources = {**self.profile.sources, **saved.sources}
        later = replace(saved, connector=self.connector, sources=sources)
        return replace(self, profile=later, baseline=saved, file="")

    def with_secrets(self, filled: Profile) -> Journey:
        """Return the state after the keychain has answered; what was typed meanwhile stays."""
        profile = with_secrets_of(self.profile, filled.connector)
        return replace(self, profile=profile, baseline=filled, waits_for_keychain=False)

    def without_file(self) -> Journey:
        """Return the state after the profile's file was deleted by somebody else: all of it is unsaved."""
        path = self.profile.path
        return replace(
            self,
            profile=replace(self.profile, path=None, version=None),
            baseline=Profile(Connector()),
            file=self.file or (str(path) if path else ""),
        )

    def with_deletions(self, deleted: tuple[DeletedRow, ...]) -> Journey:
        """Return the state with these rows noted as deleted, and no others."""
        return replace(self, deleted=deleted)

    def with_deleted(self, key: str, index: int, row: AdditionalRow) -> Journey:
        """Return the state with a row noted as deleted."""
        return self.with_deletions((*self.deleted, DeletedRow(key, index, row)))

    def with_row_back(self, deleted: DeletedRow) -> Journey:
        """Return the state after a deletion was undone: the row stands where it stood."""
        rows: tuple[AdditionalRow, ...] = value_of(self.connector, deleted.key)
        rows = (*rows[: deleted.index], deleted.row, *rows[deleted.index :])
        others = tuple(one for one in self.deleted if one is not deleted)
        return self.with_connector(with_value(self.connector, deleted.key, rows)).with_deletions(others)

    def state_of(self, step: Step) -> StepState:
        """Return what the step rail says about a step."""
        if step is Step.REVIEW:
            return StepState.COMPLETE if self.record_is_current else StepState.OPEN
        if step is Step.RESULT:
            if not self.record or not self.record_is_current:
                return StepState.OPEN
            return StepState.COMPLETE if self.record.run.verdict == "works" else StepState.INVALID
        if step is Step.SAVE:
            return StepState.COMPLETE if self.profile.path and not self.has_unsaved_work else StepState.OPEN
        problems = self.problems_of(step)
        if not problems:
            return StepState.COMPLETE if step in self.visited or self._is_filled(step) else StepState.OPEN
        is_missing = all(problem.row is None and not self._value(problem.field) for problem in problems)
        return StepState.MISSING if is_missing else StepState.INVALID

    def first_incomplete(self, before: Step) -> Step | None:
        """Return the first step with a problem before a given one, or None."""
        for step in Step:
            if step is before:
                return None
            if self.problems_of(step):
                return step
        return None

    def _is_filled(self, step: Step) -> bool:
        return any(self._value(key) for key in step.fields if "." not in key)

    def _value(self, key: str) -> object:
        value = value_of(self.connector, key)
        return value if isinstance(value, tuple) else reveal(value)
