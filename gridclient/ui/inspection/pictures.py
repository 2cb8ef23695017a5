"""The photos of one part of a filling: of what was found, of what was put right, of what an item or the head asks."""

from __future__ import annotations

from gridclient.ui.inspection.given import Desk
from gridclient.ui.photos import PhotoPicker


class PartPhotos(PhotoPicker):
    """A picker that knows where its photos belong; what lies in the draft already stands there."""

    def __init__(self, desk: Desk, code: str, role: str, most: int = 1) -> None:
        self._key, self._desk = (code, role), desk
        super().__init__(desk.drafts, desk.runner, lambda: desk.photo_draft(self._key), most=most)
        self.setObjectName(f"{role}-{code}")
        self.show_kept()

    def show_kept(self) -> None:
        """Show what belongs here: another picker of the same part may have taken photos meanwhile."""
        kept = self._desk.photos.get(self._key, ())
        if kept != self.photos:
            self.show_photos(kept)
