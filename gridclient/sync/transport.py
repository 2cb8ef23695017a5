"""The only HTTP of the client: drives generators of requests with `requests` (SYNC 10, FAULTS 7, 11, 67)."""

from __future__ import annotations

import logging
import ssl
import threading
import uuid
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import requests
from backports import zstd

from gridclient.sync.patience import PatientAdapter, is_late
from gridclient.sync.watch import Traffic
from gridcore import wire
from gridcore.errors import InvalidInput
from gridcore.ids import Rng
from gridcore.wire import Lost, Reply, Request

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_CONNECT_SECONDS, _WORTH_PACKING = 8.0, 1_000
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Transport:
    """One open connection to the centre: no redirects, no cookies, nothing from the environment."""

    def __init__(self, address: str, rng: Rng, *, ca: str | None = None) -> None:
        """Take the address (scheme and host); HTTPS is required outside loopback. Raises InvalidInput."""
        self._address = checked_address(address)
        self._rng = rng
        self._session = _Session()
        self._session.trust_env = False
        self._session.verify = ca or True
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, PatientAdapter(pool_connections=1, pool_maxsize=2))
        self.traffic = Traffic()
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
        self._begun: tuple[Request, Future[Reply | Lost]] | None = None
        self._turn = threading.Lock()
        """Around `_begun`: a page of the ui may ask for a history while a round is under way."""

    def close(self) -> None:
        """Close the connection; what was begun is waited for and forgotten."""
        self._aside.shutdown()
        self._session.close()

    def beside(self, request: Request) -> Reply | Lost:
        """Send a request of another thread while a round runs: what the round has begun is left alone."""
        return self._send(request)

    def begin(self, request: Request) -> None:
        """Send a request that will be asked for next, beside what the caller does meanwhile.

        One that was begun before and never asked for is forgotten.
        """
        with self._turn:
            self._begun = request, self._aside.submit(self._send, request)

    def forget(self) -> None:
        """Forget what was begun and not asked for: its reply is as old as the round that began it."""
        with self._turn:
            self._begun = None

    def send(self, request: Request) -> Reply | Lost:
        """Send one request and give the whole reply, or what became of it; the network raises nothing.

        One that was begun is not sent again: its reply is given once.
        """
        with self._turn:
            begun = self._begun
            if begun is not None and begun[0] == request:
                self._begun = None
        if begun is not None and begun[0] == request:
            return begun[1].result()
        return self._send(request)

    def _send(self, request: Request) -> Reply | Lost:
        headers = {
            **request.headers,
            "accept-encoding": "zstd, gzip",
            "x-request-id": str(uuid.UUID(bytes=self._rng(16), version=4)),
        }
        body = request.body
        is_mail = request.path == wire.MAIL_PATH  # sealed bytes pack badly, and both caps are wider
        if len(body) > _WORTH_PACKING and request.method == "POST" and not is_mail:
            body = zstd.compress(body, 3)
            headers["content-encoding"] = "zstd"
        self.traffic.requests += 1
        self.traffic.bytes_up += len(body)
        try:
            with self._session.request(
                request.method,
                self._address + request.path,
                data=body or None,
                headers=headers,
                timeout=(_CONNECT_SECONDS, request.seconds),
                allow_redirects=False,
                stream=True,
            ) as answer:
                self._session.cookies.clear()
                try:
                    return _whole(answer, wire.MAX_PACKAGE_BYTES if is_mail else wire.MAX_UNPACKED_BYTES)
                finally:
                    self.traffic.bytes_down += answer.raw.tell()
        except requests.exceptions.SSLError as trouble:
            return Lost(reason="clock" if _is_clock(trouble) else "unreachable")
        except requests.Timeout:
            return Lost(reason="timeout")
        except requests.exceptions.ChunkedEncodingError:
            return Lost(reason="cut")
        except requests.exceptions.ContentDecodingError:
            return Lost(reason="cut")
        except requests.RequestException as trouble:
            _log.info("no reply: %s", type(trouble).__name__)
            return Lost(reason="timeout" if is_late(trouble) else "unreachable")


class _Session(requests.Session):
    """Follows nothing: a redirect is somebody else's reply (SYNC 10)."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that no reply leads anywhere."""


def drive(
    talk: Generator[Request, Reply | Lost, _Result],
    transport: Transport,
    send: Callable[[Request], Reply | Lost] | None = None,
) -> _Result:
    """Run a generator of requests to its end over the network; `send` stands for `transport.send`."""
    carry = send or transport.send
    answer: Reply | Lost | None = None
    while True:
        try:
            request = next(talk) if answer is None else talk.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return] # StopIteration types nothing
        answer = carry(request)


def checked_address(text: str) -> str:
    """Give an address in one form, `https://` added where it was left out. Raises InvalidInput(field="address")."""
    address = text.strip().rstrip("/")
    if "://" not in address:
        is_local = address.split("/")[0].rpartition(":")[0] in _LOOPBACK or address in _LOOPBACK
        address = ("http://" if is_local else "https://") + address
    scheme, _, rest = address.partition("://")
    host = rest.rpartition(":")[0] if ":" in rest.rpartition("]")[2] else rest
    if scheme not in {"http", "https"} or not host or "/" in rest or "@" in rest or " " in rest:
        raise InvalidInput(field="address", reason="malformed")
    if scheme == "http" and host not in _LOOPBACK:
        raise InvalidInput(field="address", reason="not_https")
    return address


def _whole(answer: requests.Response, most: int) -> Reply | Lost:
    parts, total = list[bytes](), 0
    # iter_content unpacks in pieces, so that a small body that unpacks to gigabytes is stopped early (FAULTS 51).
    for piece in answer.iter_content(256 * 1024):
        total += len(piece)
        if total > most:
            return Lost(reason="cut")
        parts.append(piece)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(status=answer.status_code, headers=headers, body=b"".join(parts))


def _is_clock(trouble: requests.exceptions.SSLError) -> bool:
    """Whether TLS failed over "not yet valid" or "expired": more often our own clock is off (FAULTS 46)."""
    seen: BaseException | None = trouble
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return seen.verify_code in {9, 10}
        reason = getattr(seen, "reason", None)
        seen = reason if isinstance(reason, BaseException) else seen.__cause__ or seen.__context__
    return False
