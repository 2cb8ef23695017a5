"""What is said of packages on the page of sync: under way, written, read, stopped, broken off (UI "Sync")."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.services.packages import PackageRead, Written
from gridclient.sync.syncing import link_of
from gridclient.ui import link_words
from gridclient.ui.errors import trouble_of
from gridclient.ui.style.shapes import Shape
from gridclient.ui.when import number
from gridcore.errors import Cancelled, GridError

translate = QCoreApplication.translate

_MEGABYTE = 1e6


def writing() -> tuple[Shape, str]:
    """A package is being written."""
    return Shape.WAITING, translate("PackageCard", "Writing the package; leave the stick in")


def reading() -> tuple[Shape, str]:
    """A reply is being read."""
    return Shape.WAITING, translate("PackageCard", "Reading the reply")


def stopped() -> tuple[Shape, str]:
    """The person stopped it in time."""
    return Shape.SAME, translate("PackageCard", "Stopped. Nothing was changed")


def of_written(written: Written) -> tuple[Shape, str]:
    """A package lies on a disk."""
    said = translate(
        "PackageCard", "{name} is written: {n} changes, {photos} photos, {size} MB. Give it to the office."
    ).format(
        name=written.path.name,
        n=number(written.txs),
        photos=number(written.photos),
        size=f"{max(0.1, written.size / _MEGABYTE):.1f}",
    )
    left = written.txs_left + written.photos_left
    if left:
        more = translate("PackageCard", "{n} did not fit; write another after the reply.").format(n=number(left))
        said = _joined(said, more)
    return Shape.DONE, said


def of_read(read: PackageRead) -> tuple[Shape, str]:
    """A reply was read, perhaps not to its end."""
    if read.broke is not None:
        return _of_half(read, read.broke)
    if read.trouble is not None:
        link = link_of(read.trouble)
        return Shape.FAILED, _joined(
            translate("PackageCard", "{what}.").format(what=link_words.heading(link)), link_words.advice(link)
        )
    if read.must_enrol:
        return Shape.SOON, translate("PackageCard", "This PC has to be connected once. Everything is kept.")
    if read.is_old and not read.answered + read.parked:
        return Shape.SAME, translate("PackageCard", "A newer reply was read before; this one brought nothing more.")
    said = _counted(read)
    if read.more:
        said = _joined(said, translate("PackageCard", "There is more: write another package."))
    return (Shape.SOON if read.parked or read.more else Shape.DONE), said


def _of_half(read: PackageRead, broke: GridError) -> tuple[Shape, str]:
    """It broke off, but not before something was taken."""
    is_stopped = isinstance(broke, Cancelled)
    if not read.answered + read.rows:
        return stopped() if is_stopped else of_trouble(broke)
    what = (
        translate("PackageCard", "Stopped halfway.")
        if is_stopped
        else translate("PackageCard", "{what}.").format(what=trouble_of(broke).what)
    )
    rest = translate("PackageCard", "The rest comes with the next sync or package.")
    return Shape.SOON, _joined(_joined(what, _counted(read)), rest)


def _counted(read: PackageRead) -> str:
    """What was taken."""
    said = translate("PackageCard", "{n} changes arrived, {m} records received.").format(
        n=number(read.answered), m=number(read.rows)
    )
    if not read.parked:
        return said
    return _joined(said, translate("PackageCard", "{n} were set aside, see below.").format(n=number(read.parked)))


def of_trouble(error: GridError) -> tuple[Shape, str]:
    """Nothing came of it."""
    told = trouble_of(error)
    return Shape.FAILED, _joined(translate("PackageCard", "{what}.").format(what=told.what), told.kept)


def _joined(one: str, two: str) -> str:
    return translate("PackageCard", "{one} {two}").format(one=one, two=two) if one and two else one or two
