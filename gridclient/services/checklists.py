"""Published checklists: found in the store, unpacked, checked against their hash, read once (FORMS 4)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import threading
from dataclasses import dataclass

from backports import zstd

from gridclient.store import Store
from gridcore.checklist import Checklist
from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.definition import FormDefinition
from gridcore.forms.xform import read_form
from gridcore.parts import ChecklistRef

_MOST_BYTES = 8_000_000
"""No XForm of ours is larger once unpacked (the school check has 0.8 MB)."""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A published checklist: mode is patrol | admin | both."""

    ref: ChecklistRef
    title: str
    mode: str


class Checklists:
    """Reads definitions off the ui thread and keeps them: a published version never changes."""

    def __init__(self, store: Store) -> None:
        """Use the checklists of a store."""
        self._store = store
        self._read: dict[str, FormDefinition] = {}
        self._one_reads = threading.Lock()

    def published(self, mode: str) -> tuple[ChecklistLine, ...]:
        """Give the newest version of each checklist that serves a mode (patrol | admin | survey), by title.

        One without a mode, or for both, serves inspections of either kind and no survey.
        """
        served = {mode} if mode == "survey" else {mode, "both", None}
        with self._store.read() as reading:
            entries = reading.all("checklist")
        found: dict[str, ChecklistLine] = {}
        for entry in sorted(entries, key=lambda entry: str(getattr(entry.body, "published_at", "") or "")):
            body = entry.body
            if isinstance(body, Checklist) and body.mode in served:
                ref = ChecklistRef(code=body.code, version=body.version, sha256=body.sha256)
                found[body.code or entry.id] = ChecklistLine(ref, body.title or body.code or "", body.mode or "both")
        return tuple(sorted(found.values(), key=lambda line: line.title))

    def newer(self, ref: ChecklistRef, mode: str) -> ChecklistLine | None:
        """Give the version published last of a record's checklist, None when the record is on it."""
        lines = (line for line in self.published(mode) if line.ref.code == ref.code)
        return next((line for line in lines if line.ref.sha256 != ref.sha256), None)

    def load(self, ref: ChecklistRef) -> FormDefinition:
        """Give the definition a record names.

        Raises InvalidInput (field checklist, reason not_here) when this PC does not hold it, Damaged (reason
        wrong_hash, cut, or as `safe_xml` says) when it is not what its hash says. InvalidInput, reason media_not_here:
        a list or picture of the form has not come yet.
        """
        sha256 = ref.sha256 or ""
        with self._one_reads:
            if sha256 not in self._read:
                body = self._body(ref)
                self._read[sha256] = read_form(_unpacked(body, ref), self._media(body))
            return self._read[sha256]

    def is_taken(self, code: str, version: str) -> bool:
        """Whether something was published under this code and version: it never changes, and neither comes again."""
        with self._store.read() as reading:
            bodies = [entry.body for entry in reading.where("checklist", "code", code)]
        return any(isinstance(body, Checklist) and body.version == version for body in bodies)

    def want_media(self) -> int:
        """Ask for the lists and pictures of all checklists that are not here yet; gives how many.

        Called when checklists came: a form is begun where there is no network.
        """
        with self._store.read() as reading:
            entries = reading.all("checklist")
        missing = 0
        for entry in entries:
            media = entry.body.media or () if isinstance(entry.body, Checklist) else ()
            wanted = [photo for photo in media if not self._store.blobs.is_here(photo.sha256 or "")]
            if wanted:
                self._store.blobs.want(entry.grid, wanted, entry.id)
                missing += len(wanted)
        return missing

    def xform(self, ref: ChecklistRef) -> bytes:
        """Give the XML of a version, as published. Raises as `load`."""
        return _unpacked(self._body(ref), ref)

    def _body(self, ref: ChecklistRef) -> Checklist:
        with self._store.read() as reading:
            entries = reading.where("checklist", "sha256", ref.sha256 or "")
        body = entries[0].body if entries else None
        if not isinstance(body, Checklist) or body.xform is None:
            raise InvalidInput(field="checklist", reason="not_here", code=ref.code, version=ref.version)
        return body

    def _media(self, body: Checklist) -> dict[str, bytes]:
        media = body.media or ()
        if not all(self._store.blobs.is_here(photo.sha256 or "") for photo in media):
            raise InvalidInput(field="checklist", reason="media_not_here", code=body.code, version=body.version)
        return {photo.name or "": self._store.blobs.open(photo.sha256 or "") for photo in media}


def _unpacked(body: Checklist, ref: ChecklistRef) -> bytes:
    try:
        xml = zstd.ZstdDecompressor().decompress(base64.b64decode(body.xform or ""), _MOST_BYTES)
    except (binascii.Error, zstd.ZstdError) as broken:
        raise Damaged(reason="cut", kind="checklist") from broken
    if hashlib.sha256(xml).hexdigest() != ref.sha256:
        raise Damaged(reason="wrong_hash", kind="checklist")
    return xml
