"""Published checklists ready to run, by the SHA-256 of their XForm: a version never changes, so each is read once."""

from __future__ import annotations

import base64
import binascii
import hashlib
import threading
from collections.abc import Iterable

import msgspec
from backports import zstd

from gridcore.checklist import Checklist
from gridcore.errors import Damaged, InvalidInput
from gridcore.forms.definition import FormDefinition
from gridcore.forms.safe_xml import MAX_BYTES
from gridcore.forms.xform import read_form
from gridserver.row import Reading

MOST_FORMS = 24
"""Forms kept; each takes some megabytes. The one longest not asked for goes first."""

_body = msgspec.json.Decoder(Checklist).decode


class FormShelf:
    """The forms of one server process. Called by several threads."""

    def __init__(self) -> None:
        """Begin empty."""
        self._forms: dict[str, FormDefinition | None] = {}
        """None: what the hash names is here and does not run."""
        self._one_reads = threading.Lock()

    def find(self, sha256: str, grids: Iterable[str], reading: Reading) -> FormDefinition | None:
        """Give the form of a published version that lies in one of these grids; None when there is none that runs.

        A form is not given either when it is not what its hash says, or needs lists from files beside it: those are
        files of people, and the server has no say in what they hold.
        """
        with self._one_reads:
            if sha256 in self._forms:
                self._forms[sha256] = self._forms.pop(sha256)
                return self._forms[sha256]
            found = (_unpacked(body, sha256) for body in _bodies(sha256, grids, reading))
            xml = next((one for one in found if one is not None), None)
            if xml is None:
                return None
            self._forms[sha256] = form = _running(xml)
            if len(self._forms) > MOST_FORMS:
                del self._forms[next(iter(self._forms))]
            return form


def _bodies(sha256: str, grids: Iterable[str], reading: Reading) -> Iterable[Checklist]:
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
                yield body


def form_of(body: Checklist, sha256: str) -> FormDefinition | None:
    """Give the form of a published version, None when it does not run here (see `FormShelf.find`)."""
    xml = _unpacked(body, sha256)
    return None if xml is None else _running(xml)


def _unpacked(body: Checklist, sha256: str) -> bytes | None:
    try:
        xml = zstd.ZstdDecompressor().decompress(base64.b64decode(body.xform or ""), MAX_BYTES)
    except (binascii.Error, ValueError, zstd.ZstdError):
        return None
    return xml if hashlib.sha256(xml).hexdigest() == sha256 else None


def _running(xml: bytes) -> FormDefinition | None:
    try:
        form = read_form(xml)
    except (Damaged, InvalidInput):
        return None
    needs_files = any(code in {"missing_file", "broken_file"} for code, _detail in form.notices)
    return None if needs_files else form
