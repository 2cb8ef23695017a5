"""How long a reply may take as a whole (FAULTS 7): `requests` counts the silence between two pieces only.

A server, or a line, that drips a byte every few seconds would hold a round for hours. Here the seconds of a request
count from the end of its sending to the last byte of its reply, over plain and TLS connections alike. A head that was
cut is no reply either.
"""

from __future__ import annotations

import io
import socket
from http.client import HTTPResponse, IncompleteRead
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ReadTimeoutError

from gridclient.base.clock import SystemClock

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CLOCK = SystemClock()
"""Sockets live in real time."""


class _InTime(io.RawIOBase):
    """The bytes of a reply until its time is over; then TimeoutError."""

    def __init__(self, line: socket.socket, raw: io.RawIOBase) -> None:
        self._line, self._raw = line, raw
        patience = line.gettimeout()
        self._end = None if patience is None else _CLOCK.monotonic() + patience
        self.has_ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        if self._end is not None:
            left = self._end - _CLOCK.monotonic()
            if left <= 0:
                raise TimeoutError
            self._line.settimeout(left)
        count = self._raw.readinto(buffer)
        self.has_ended = count == 0
        return count

    def close(self) -> None:
        super().close()
        self._raw.close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        self._in_time = _InTime(sock, self.fp.detach())
        self.fp = io.BufferedReader(self._in_time)

    def begin(self) -> None:
        super().begin()
        if self._in_time.has_ended:
            # http.client takes the end of the line for the end of the head: half a head would count as a reply.
            raise IncompleteRead(b"")


class _Plain(HTTPConnection):
    response_class = _Response


class _Tls(HTTPSConnection):
    response_class = _Response


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain  # pyright: ignore[reportAssignmentType] # the protocol's own class does not fit it either


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _Tls  # pyright: ignore[reportAssignmentType] # as above


class PatientAdapter(HTTPAdapter):
    """`requests` over such connections."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pools of our connections."""
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}


def is_late(trouble: requests.RequestException) -> bool:
    """Say whether a reply that began did not end in time; `requests` calls this a broken connection."""
    return any(isinstance(cause, ReadTimeoutError) for cause in trouble.args)
