"""`python -m gridclient`."""

from __future__ import annotations

from gridclient.cli import main

raise SystemExit(main())
