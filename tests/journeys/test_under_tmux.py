"""A ticket's curl command pasted under tmux, sent, corrected and saved. Nothing of a paste sends anything."""

from __future__ import annotations

from pathlib import Path

from tui.profiles.reading import load_profile

from .tmux import Tmux
from .token_server import PASSWORD, RIGHT, SECRETS, WRONG, token_server


def curl(token_url: str) -> str:
    """Return a command of several lines, as a ticket has it."""
    return (
        f"curl -X POST '{token_url}' \\\n"
        f"  -d 'grant_type=password&client_id=abcd-1234&client_secret={WRONG}' \\\n"
        f"  -d 'username=svc.connector&password={PASSWORD}'\n"
    )


def test_a_pasted_curl_command_is_corrected_and_saved(tmp_path: Path) -> None:
    with token_server() as server, Tmux(tmp_path) as tmux:
        tmux.sees("No profiles yet.", "Paste")
        tmux.press("p")
        tmux.sees("A request that works, such as a curl command, fills the form.")
        tmux.paste(curl(server.token_url), bracketed=True)
        tmux.sees("Fill the form (Ctrl+N)", "abcd-1234")
        tmux.press("C-n")
        tmux.sees("Step 8 of 10", "POST /oauth2/token")
        tmux.paste("Client ID:\n\nabcd-1234", bracketed=False)  # a slip: no field has the focus
        tmux.sees("Text arrived where no field has the focus.")
        assert server.requests == []
        tmux.press("Enter")
        tmux.sees("Fails: ", "Change: Client Secret")
        tmux.press("Enter")
        tmux.sees("Leave as it was (Esc)")
        sent = len(server.requests)
        tmux.paste(f"{RIGHT}\n", bracketed=True)
        tmux.sees("It ends with a line break.")
        tmux.press("C-t", "Enter")
        tmux.sees("Works with Request Body.", "Client Secret changed")
        assert len(server.requests) == sent + 1
        assert not [secret for secret in SECRETS if secret in tmux.seen]
        tmux.press("C-s")
        tmux.sees("Save profile", "Name")
        tmux.press("from tmux", "Enter")
        tmux.press("C-s")
        tmux.sees("run from-tmux")  # what stands above may lie below a note
        tmux.press("C-q")
        tmux.ends()
    saved = load_profile(tmp_path / "profiles" / "from-tmux.toml").connector
    assert (saved.client_id, saved.username, saved.token_url) == (
        "abcd-1234",
        "svc.connector",
        server.token_url,
    )
