"""`python -m gridserver`."""

import sys

from gridserver.cli import main

sys.exit(main())
