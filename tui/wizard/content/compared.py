"""A comparison as text: a line for each difference, one of them explained, and the proof as it goes on."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from ...interchange.compare.difference import Comparison, Difference
from ...interchange.compare.proof_text import detail_of, evidence_lines, headline_of, proof_redactor, sign_of
from ...interchange.compare.proving import Proving
from ...interchange.compare.shown import counted, difference_lines, redactor_of
from ...interchange.compare.trial import Made, Outcome, Proof
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from ..keys.keys_now import with_keys

_MUTED = "$quiet"
_STYLES = {"likely": "bold", "possible": "", "unlikely": ""}
"""Of the list: no color, which can't be read on a highlighted line of every theme."""


def sign_for(difference: Difference, proving: Proving | None) -> str:
    """Return what came of trying one difference: ✓ or ✗, … while it is tried, · before, – if it can't be."""
    if difference.change is None:
        return "–"
    if proving and proving.trial and [one.id for one in proving.trial.taken] == [difference.id]:
        return "…"
    made = [one for one in proving.made if _is_about(one, difference)] if proving else []
    if any(one.works for one in made):
        return "✓"
    return "✗" if made else "·"


def _is_about(made: Made, difference: Difference) -> bool:
    """Tell whether a trial took over this difference, and if others then only such as it was built on."""
    return bool(made.trial.taken) and made.trial.taken[-1].id == difference.id


def difference_prompt(difference: Difference, redactor: Redactor, sign: str, *, is_taken: bool) -> Content:
    """Return a difference as a line of the list."""
    shown = plain_line(redactor.text(difference.label))
    return Content.assemble(
        f"{sign} ",
        (shown, _STYLES[difference.rank.word]),
        (f"  {difference.rank.word}", "italic"),
        ("  taken over", "bold italic") if is_taken else "",
    )


def comparison_title(comparison: Comparison) -> Content:
    """Return what was recognized, and how many differences there are."""
    found = counted(comparison)
    return Content(f"Recognized: {comparison.format}. {found[0].upper()}{found[1:]}.")


def difference_content(comparison: Comparison, difference: Difference | None) -> Content:
    """Return one difference explained, and below it what was not compared and what is the same."""
    redactor = redactor_of(comparison)
    parts: list[Content] = []
    if difference:
        lines = difference_lines(comparison, difference, redactor)
        title = Content.styled(plain_line(redactor.text(difference.label)), "bold $accent")
        parts.append(Content("\n").join([title, *map(Content, lines)]))
    else:
        parts.append(Content.styled("There is no difference that could matter.", "bold"))
    parts += (Content.styled(line, _MUTED) for line in _rest(comparison, redactor))
    return Content("\n\n").join(parts)


def _rest(comparison: Comparison, redactor: Redactor) -> Iterator[str]:
    if comparison.unknown:
        lines = (f"{one.label}: {one.says}" for one in comparison.unknown)
        yield "\n".join(("Not compared", *(plain_line(redactor.text(line)) for line in lines)))
    if comparison.same:
        yield plain_line(redactor.text(f"The same: {', '.join(comparison.same)}."))


def progress_content(proving: Proving) -> Content:
    """Return what was sent so far, and what is under way."""
    redactor = proof_redactor(proving.comparison, Proof(Outcome.CANCELED, tuple(proving.made)))
    lines = [Content.styled(with_keys("Sending. Press {compare.back} to cancel."), "bold")]
    for made in proving.made:
        style = "$works" if made.works else ""
        said = f"{plain_line(redactor.text(made.trial.title))}: {redactor.text(made.said)}"
        lines.append(Content.styled(f"{sign_of(made)} {said}", style))
    if proving.trial:
        lines.append(Content(f"… {plain_line(redactor.text(proving.trial.title))}"))
    return Content("\n").join(lines)


def proof_content(proving: Proving, proof: Proof) -> tuple[Content, Content]:
    """Return the outcome of a proof, and what it rests on: what was sent, and both exchanges."""
    redactor = proof_redactor(proving.comparison, proof)
    is_good = proof.after or proof.outcome is Outcome.ALREADY_WORKS
    first = Content.styled(
        plain_line(redactor.text(headline_of(proof))),
        "bold $works" if is_good else "bold $warns",
    )
    detail = plain_line(redactor.text(detail_of(proof)))
    evidence = "\n".join(evidence_lines(proving.comparison, proof))
    return Content("\n").join([first, Content(detail)] if detail else [first]), Content(evidence)
