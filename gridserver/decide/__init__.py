"""What the server decides on a transaction: pure, from what was read to an answer and writes (SYNC 5, 6)."""

from gridserver.decide.rule import decide
from gridserver.decide.work import Author, Decision, Source, Stance, Write

__all__ = ["Author", "Decision", "Source", "Stance", "Write", "decide"]
