"""Orders of the server that take something away: only the pinned key gives them (SYNC 15, F45)."""

from __future__ import annotations

import logging

from gridclient.store import Store
from gridclient.vault.keys import is_signed
from gridcore import wire
from gridcore.errors import GridError, Offline, Revoked, ServerRefused

_log = logging.getLogger(__name__)


def weighed(store: Store, device: str, trouble: GridError) -> GridError:
    """Give what a trouble means: Revoked for a good order to wipe this very device, Offline for any other order."""
    if not isinstance(trouble, ServerRefused) or trouble.facts["name"] != "device_revoked":
        return trouble
    order, sig = str(trouble.facts.get("order") or ""), str(trouble.facts.get("sig") or "")
    ours = order.startswith(wire.wipe_order(device, ""))
    if ours and is_signed(store.outbox.meta().server_key or "", sig, order.encode()):
        return Revoked()
    _log.warning("an order to wipe was not signed by our centre for this device: ignored")
    return Offline(reason="unsigned_order")
