"""`python3 dev.py contract`: the kit against our own server on both databases, then against broken ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

raise SystemExit(pytest.main(["-q", str(Path(__file__).parent), *sys.argv[1:]]))
