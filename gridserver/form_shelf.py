"""Published checklists ready to run, by the SHA-256 of their XForm: a version never changes, so each is read once."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import threading
from collections.abc import Iterable

import msgspec
from backports import zstd

from gridcore.checklist import Checklist
from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.definition import FormDefinition
from gridcore.forms.safe_xml import MAX_BYTES
from gridcore.forms.xform import read_form
from gridserver.blob import BlobStore
from gridserver.row import Reading

MOST_FORMS = 24
"""Forms kept; each takes some megabytes. The one longest not asked for goes first."""
MOST_LIST_BYTES = 1024 * 1024
"""Lists beside one form; a form with more does not run here. A megabyte of a list takes some 60 in memory."""
MOST_KEPT_LIST_BYTES = 2 * MOST_LIST_BYTES
"""Lists of all forms kept."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_body = msgspec.json.Decoder(Checklist).decode


class Found(msgspec.Struct, frozen=True):
    """What became of a published version: the form, None when it does not run here.

    `absent`: the SHA-256 of lists that have not arrived yet; with them it may run. `list_bytes`: of the lists it holds.
    `has_lists`: it depends on them, so that the same XForm published elsewhere may be another form.
    """

    form: FormDefinition | None
    absent: tuple[str, ...] = ()
    list_bytes: int = 0
    has_lists: bool = False


class FormShelf:
    """The forms of one server process. Called by several threads."""

    def __init__(self, blobs: BlobStore) -> None:
        """Begin empty; lists beside forms are blobs of the grid a form is published in."""
        self._blobs = blobs
        self._kept: dict[tuple[str, str], Found] = {}
        """(SHA-256, grid) -> what it is; grid '' where no list makes it another form elsewhere."""
        self._one_reads = threading.Lock()

    def find(self, sha256: str, grids: Iterable[str], reading: Reading) -> FormDefinition | None:
        """Give the form of a published version that lies in one of these grids; None when there is none that runs.

        A form is not given either when it is not what its hash says, or while a list it reads has not arrived; that is
        not remembered, so a record that comes after the list is held against the form.
        """
        grids = tuple(grids)
        with self._one_reads:
            kept = next((key for key in ((sha256, ""), *((sha256, grid) for grid in grids)) if key in self._kept), None)
            if kept is not None:
                found = self._kept[kept] = self._kept.pop(kept)
                if not found.absent or not all(self._blobs.has(kept[1], name) for name in found.absent):
                    return found.form
            for grid, body in _bodies(sha256, grids, reading):
                read = read_published(body, sha256, grid, self._blobs)
                if read is not None:
                    self._keep((sha256, grid if read.has_lists else ""), read)
                    return read.form
            return None

    def _keep(self, key: tuple[str, str], found: Found) -> None:
        self._kept.pop(key, None)
        self._kept[key] = found
        while len(self._kept) > MOST_FORMS:
            del self._kept[next(iter(self._kept))]
        while sum(one.list_bytes for one in self._kept.values()) > MOST_KEPT_LIST_BYTES:
            del self._kept[next(key for key, one in self._kept.items() if one.list_bytes)]


def _bodies(sha256: str, grids: Iterable[str], reading: Reading) -> Iterable[tuple[str, Checklist]]:
    for grid in grids:
        for record, _v in reading.versions(grid, {"checklist"}):
            row = reading.row(grid, record)
            if row is None or f'"{sha256}"' not in row.body:
                continue
            try:
                body = _body(row.body)
            except msgspec.ValidationError:
                continue
            if body.sha256 == sha256:
                yield grid, body


def read_published(body: Checklist, sha256: str, grid: str, blobs: BlobStore) -> Found | None:
    """Read the form of a version published in a grid, with its lists; None when it is not what its hash says."""
    try:
        xml = zstd.ZstdDecompressor().decompress(base64.b64decode(body.xform or ""), MAX_BYTES)
    except (binascii.Error, ValueError, zstd.ZstdError):
        return None
    if hashlib.sha256(xml).hexdigest() != sha256:
        return None
    try:
        form = read_form(xml)
        wanted = _wanted(form)
        return Found(form) if not wanted else _with_lists(xml, wanted, body, grid, blobs)
    except (Damaged, InvalidInput):
        return Found(None)


def _wanted(form: FormDefinition) -> set[str]:
    """The names of the lists a form reads and was not given, or could not read."""
    return {name for code, name in form.notices if code in {"missing_file", "broken_file"}}


def _with_lists(xml: bytes, wanted: set[str], body: Checklist, grid: str, blobs: BlobStore) -> Found:
    """Read a form once more with its lists. What a device says of them is not believed: size and hash are looked at.

    Raises Damaged and InvalidInput as `read_form`.
    """
    named = {photo.name or "": photo.sha256 or "" for photo in body.media or () if photo.name in wanted}
    if set(named) != wanted or not all(_SHA256.fullmatch(name) for name in named.values()):
        return Found(None, has_lists=True)
    absent = tuple(sorted(name for name in named.values() if not blobs.has(grid, name)))
    if absent:
        return Found(None, absent, has_lists=True)
    files: dict[str, bytes] = {}
    room = MOST_LIST_BYTES
    for name, sha256 in named.items():
        content = blobs.read(grid, sha256, 0, room + 1)
        if content is None or len(content) > room or hashlib.sha256(content).hexdigest() != sha256:
            return Found(None, has_lists=True)
        files[name] = content
        room -= len(content)
    form = read_form(xml, files)
    if _wanted(form):
        return Found(None, has_lists=True)
    return Found(form, list_bytes=MOST_LIST_BYTES - room, has_lists=True)
