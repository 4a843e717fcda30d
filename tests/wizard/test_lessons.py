"""The practice as a school: the list, a lesson from its ticket to its end, and nothing of it in real work."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from tui.form.steps import Step
from tui.practice.faults import FAULTS
from tui.practice.lessons.course import LESSONS
from tui.practice.lessons.lesson import Ask
from tui.practice.lessons.server_lessons import ACCOUNT_LOCKED
from tui.practice.server import PracticeServer
from tui.profiles.memory.lessons import LessonProgress, keep_progress, lesson_progress
from tui.profiles.profile_paths import state_folder
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.school.lesson_dialog import LessonDialog
from tui.wizard.screens.school.lessons_screen import LessonsScreen
from tui.wizard.screens.school.solved_dialog import SolvedDialog
from tui.wizard.screens.start import StartScreen

from .driving import NARROW, WIDE, Driver, wizard


async def begin(d: Driver, number: int) -> None:
    """Begin a lesson, and go to its connector."""
    d.app.begin_lesson(LESSONS[number - 1])
    await d.on_screen(LessonDialog)
    await d.press("escape")
    await d.on_step(Step.REVIEW)


def kept() -> set[Path]:
    """Return all files in the folder for what is kept between runs, locks aside."""
    return {path for path in state_folder().rglob("*") if path.is_file() and path.suffix != ".lock"}


async def test_a_lesson_by_keys_from_the_start_screen_to_the_next_lesson() -> None:
    async with wizard(size=NARROW) as d:
        await d.press("t")
        await d.on_screen(LessonsScreen)
        await d.sees("0 of 12 solved", "○ 1 The secret was renewed")
        await d.press("enter")
        await d.on_screen(LessonDialog)
        await d.sees("Lesson 1 of 12", "Yesterday our administrator renewed the client secret")
        assert LESSONS[0].hint[:20] not in d.seen()
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        await d.sees("Lesson 1 of 12: The secret was renewed. Ctrl+F", within="#practice-banner")
        await d.press("s")
        await d.until(lambda: d.app.journey.record is not None, "the run")
        assert not isinstance(d.app.screen, SolvedDialog)
        await d.press("ctrl+f", "h")
        await d.sees("Hint: The server refuses the client")
        await d.press("enter")
        await d.sees("“Our copy lost its end, sorry.", "» The customer: Client ID")
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await d.press("s")
        await d.on_screen(SolvedDialog)
        await d.sees(
            "✓ Lesson 1 of 12 is solved", "The field Client Secret", "RFC 6749 §5.2", "1 of 12 solved"
        )
        await d.press("n")
        await d.on_screen(LessonDialog)
        await d.sees("Lesson 2 of 12")
        await d.press("l")
        await d.on_screen(LessonsScreen)
        await d.sees("✓ 1 The secret was renewed solved, with the hint", "1 of 12 solved")
        assert d.app.screen.query_one("#lessons", OptionList).highlighted == 1
        await d.press("escape")
        await d.on_screen(StartScreen)
        assert d.app.practice is None
        await d.until(lambda: lesson_progress().solved == {"new-secret"}, "the progress is on disk")
        assert lesson_progress().hinted == {"new-secret"}
        assert kept() == {state_folder() / "lessons.json"}


async def test_what_nobody_can_type_is_put_right_by_asking_the_right_one() -> None:
    async with wizard(size=NARROW) as d:
        await begin(d, LESSONS.index(ACCOUNT_LOCKED) + 1)
        await d.press("s")
        await d.sees("account is locked")
        await d.press("ctrl+f", "enter")
        await d.sees(Ask.CLIENT.usual.text[:40])
        await d.press("down", "down", "down", "down", "enter")
        await d.sees("I have stopped the script and unlocked the account.")
        await d.press("escape", "s")
        await d.on_screen(SolvedDialog)
        await d.sees("The field none: it is not in the form")
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await d.sees("Ctrl+F: the next lesson", within="#practice-banner")
        await d.press("ctrl+f")
        await d.on_screen(SolvedDialog)


async def test_the_lesson_of_the_api_is_solved_by_the_api_alone() -> None:
    async with wizard(size=NARROW) as d:
        await begin(d, len(LESSONS))
        await d.press("s")
        await d.sees("Works with Basic Auth")
        assert d.app.lesson
        assert not d.app.lesson.is_solved
        d.app.set_value("header_auth_value_pattern", "")
        await d.press("t")
        await d.sees("Token")
        await d.press("right", "s")
        await d.on_screen(SolvedDialog)
        assert not d.app.screen.query("#next-lesson")
        await d.press("n")
        await d.on_screen(SolvedDialog)


async def test_a_lesson_is_left_at_any_time_without_a_question_and_nothing_of_it_stays() -> None:
    async with wizard(size=NARROW) as d:
        before = d.app.login_guard
        await begin(d, 4)
        guard = d.app.login_guard
        assert guard is not before
        await d.press("s")
        await d.until(lambda: d.app.journey.record is not None, "the run")
        d.app.set_value("description", "changed")
        assert d.app.journey.has_unsaved_work
        await begin(d, 5)
        assert d.app.login_guard is not guard, "each lesson counts its failed logins anew"
        d.app.set_value("description", "changed")
        await d.press("ctrl+o")
        await d.on_screen(StartScreen)
        assert d.app.practice is None
        assert d.app.lesson is None
        assert not d.connector.client_id
        assert kept() == set()


async def test_real_work_ends_the_practice() -> None:
    async with wizard(size=NARROW) as d:
        await begin(d, 1)
        d.app.begin_new()
        await d.on_step(Step.CONNECTOR)
        assert d.app.practice is None
        assert d.app.lesson is None
        assert not d.app.screen.query("#practice-banner")


async def test_a_lesson_that_is_left_leaves_no_fault_of_its_own_behind() -> None:
    with PracticeServer() as server:
        async with wizard(practice=server, size=NARROW) as d:
            await d.on_step(Step.CONNECTOR)
            await begin(d, 2)
            await d.press("ctrl+o")
            await d.on_screen(StartScreen)
            assert server.fault in FAULTS
            await d.press("ctrl+f")
            await d.on_screen(FaultsDialog)
            await d.sees("(•) Everything works")


async def test_free_practice_is_a_key_away_and_a_fault_ends_the_lesson() -> None:
    with PracticeServer() as server:
        async with wizard(practice=server, size=NARROW) as d:
            await d.on_step(Step.CONNECTOR)
            await begin(d, 2)
            d.app.open_lessons()
            await d.on_screen(LessonsScreen)
            await d.press("f")
            await d.on_step(Step.CONNECTOR)
            assert d.app.lesson is None
            await d.click("#practice-banner")
            await d.on_screen(FaultsDialog)
            await d.press("ctrl+l")
            await d.on_screen(LessonsScreen)
            await d.press("f")
            await d.on_step(Step.CONNECTOR)
            await d.press("ctrl+f", "down", "enter")
            await d.on_step(Step.REVIEW)
            assert server.fault.key == "wrong-secret"


async def test_the_list_begins_with_the_first_lesson_that_is_open() -> None:
    keep_progress(LessonProgress(frozenset(lesson.key for lesson in LESSONS[:3])))
    async with wizard(size=WIDE) as d:
        await d.press("t")
        await d.on_screen(LessonsScreen)
        await d.sees("3 of 12 solved")
        assert d.app.screen.query_one("#lessons", OptionList).highlighted == 3
        await d.sees("We had to change the password", within="#lesson-beside")
        assert LESSONS[3].learned[:20] not in d.seen()
        await d.press("up")
        await d.sees("I can sign in there with the same user", "What you learned", within="#lesson-beside")
