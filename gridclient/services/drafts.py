"""Drafts: whatever a person typed survives kill -9, with its photos, until it is saved or thrown away."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.services import photos
from gridclient.store import Store
from gridclient.store.drafts import DraftLine
from gridcore.errors import InvalidInput
from gridcore.wire import MAX_BLOB_BYTES

__all__ = ["DraftLine", "Drafts", "PhotoDraft"]

_PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo taken into a form but not saved yet; `id` is its own draft row, so that text is rewritten without it."""

    id: str
    data: bytes
    name: str
    tag: str | None = None
    taken_at: datetime | None = None


class Drafts:
    """Keeps forms as they are typed. Written by the write lane; each call is one small transaction."""

    def __init__(self, store: Store) -> None:
        """Use the drafts of a store."""
        self._store = store

    def keep(self, kind: str, title: str, body: Any, *, subject: str | None = None, draft: str | None = None) -> str:
        """Keep a form; give the id of its draft. `title` is shown in the list of drafts."""
        return self._store.drafts.keep(kind, title, body, subject=subject, draft=draft)

    def get(self, draft: str) -> DraftLine | None:
        """Give a draft."""
        return self._store.drafts.get(draft)

    def of(self, kind: str, subject: str | None) -> DraftLine | None:
        """Give the newest draft of a kind about a subject."""
        return next((line for line in self._store.drafts.lines(kind) if line.subject == subject), None)

    def lines(self) -> tuple[DraftLine, ...]:
        """Give all drafts of forms, newest first."""
        return tuple(line for line in self._store.drafts.lines() if line.kind != _PHOTO)

    def drop(self, draft: str) -> None:
        """Throw a draft away, with its photos."""
        for photo in self._store.drafts.lines(_PHOTO):
            if photo.subject == draft:
                self._store.drafts.drop(photo.id)
        self._store.drafts.drop(draft)

    def add_photo(self, draft: str, data: bytes, name: str, tag: str | None = None) -> PhotoDraft:
        """Take a photo into a draft; raises Damaged or InvalidInput when it is none (services.photos)."""
        picture = photos.read(data)
        taken = datetime.fromisoformat(picture.taken_at) if picture.taken_at is not None else None
        body = {"data": base64.b64encode(data).decode(), "tag": tag, "taken_at": picture.taken_at}
        return PhotoDraft(self._store.drafts.keep(_PHOTO, name, body, subject=draft), data, name, tag, taken)

    def add_file(self, draft: str, data: bytes, name: str) -> PhotoDraft:
        """Take any file into a draft, kept as photos are; raises InvalidInput(field="file"), reason `too_large`."""
        if len(data) > MAX_BLOB_BYTES:
            raise InvalidInput(field="file", reason="too_large", bytes=len(data))
        body = {"data": base64.b64encode(data).decode(), "tag": None, "taken_at": None}
        return PhotoDraft(self._store.drafts.keep(_PHOTO, name, body, subject=draft), data, name)

    def drop_photo(self, photo: PhotoDraft) -> None:
        """Take a photo out of its draft."""
        self._store.drafts.drop(photo.id)

    def photos(self, draft: str) -> tuple[PhotoDraft, ...]:
        """Give the photos of a draft, oldest first."""
        found = [line for line in self._store.drafts.lines(_PHOTO) if line.subject == draft]
        return tuple(_photo(line) for line in sorted(found, key=lambda line: (line.made, line.id)))

    def photos_below(self, start: str) -> tuple[tuple[str, PhotoDraft], ...]:
        """Give the photos of all drafts whose id begins so, oldest first, each with that id: a form of many parts."""
        found = [line for line in self._store.drafts.lines(_PHOTO) if (line.subject or "").startswith(start)]
        return tuple(
            (line.subject or "", _photo(line)) for line in sorted(found, key=lambda line: (line.made, line.id))
        )


def _photo(line: DraftLine) -> PhotoDraft:
    taken = line.body.get("taken_at")
    return PhotoDraft(
        line.id,
        base64.b64decode(line.body["data"]),
        line.title,
        line.body.get("tag"),
        datetime.fromisoformat(taken) if taken else None,
    )
