"""What is said of a saved profile's file that is duplicated, renamed, deleted or put back."""

from __future__ import annotations

from typing import Final

NAMELESS: Final = "A connector without a name"
EXPOSED: Final = "{}. Saving the profile here does that, too."
NOT_SAVED: Final = "✗ Not saved: {} Nothing you typed is lost."
COPIED: Final = "Copied to {}."
RENAMED: Final = "Renamed. The file is {}."
DELETED: Final = "Deleted {}."
DELETED_FOR_GOOD: Final = "Deleted {} for good."
RESTORED: Final = "{} is back."
RENAMING: Final = "Its file gets the name that goes with it."
TRASH: Final = (
    "In the trash it can be put back for a week. "
    "Then it is deleted for good, with its secrets in the keychain."
)
DRAFT_GOES: Final = "{} was not saved. Its draft will be deleted for good."
