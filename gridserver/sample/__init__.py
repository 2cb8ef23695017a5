"""A synthetic county with the real org tree of Hanzhong."""

from gridserver.sample.cast import PASSWORD
from gridserver.sample.county import County, make_county
from gridserver.sample.record import Account, Blob, SampleRecord

__all__ = ["PASSWORD", "Account", "Blob", "County", "SampleRecord", "make_county"]
