"""Thin Litestar routes over `handle.route`: bodies in and out, caps, packing, and what OpenAPI tells of them."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import litestar
import msgspec
from litestar import Litestar, Response, get, post, put, route
from litestar.exceptions import HTTPException, InternalServerException
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.spec import Components, SecurityScheme
from litestar.params import FromPath
from msgspec.structs import replace

from gridcore.ids import Rng
from gridcore.wire import (
    MAIL_PATH,
    MAX_PACKAGE_BYTES,
    MAX_REQUEST_BYTES,
    PROTOCOL,
    SERVER_HEADER,
    Done,
    Enrol,
    Enrolled,
    Have,
    Hello,
    History,
    NewPassword,
    Problem,
    PullAsk,
    PushHead,
    PushReply,
    Recover,
    Recovered,
    Reply,
    Request,
    Token,
    TokenAsk,
    Tx,
)
from gridserver import handle
from gridserver.clock import Clock
from gridserver.handle.caller import claim_of
from gridserver.handle.problem import STATUS, Declined
from gridserver.pack import pack, unpack
from gridserver.patience import BODY_SECONDS
from gridserver.server import Server
from gridserver.turns import Turns

_log = logging.getLogger(__name__)
_NDJSON = "application/x-ndjson"
_BYTES = "application/octet-stream"
_SIGNED_IN = [{"token": list[str]()}]


def _problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Declare problem documents by status, with the names each may carry."""
    declared: dict[int, ResponseSpec] = {}
    for status in (*statuses, 503):
        names = ", ".join(sorted(name for name, code in STATUS.items() if code == status))
        declared[status] = ResponseSpec(
            Problem, description=names, media_type="application/problem+json", generate_examples=False
        )
    return declared


def _told(body: Any, status: int = 200, media_type: str = "application/json") -> dict[int, ResponseSpec]:
    return {status: ResponseSpec(body, description="answer", media_type=media_type, generate_examples=False)}


class Door:
    """Takes web requests to `handle.route` in a thread, and its replies back."""

    def __init__(self, server: Server, clock: Clock, rng: Rng) -> None:
        """Stand before a server."""
        self._server = server
        self._clock = clock
        self._rng = rng
        self._mail = Turns(at_once=1, here=4)
        """A package is in memory whole, and its grids are locked until all of it is decided."""
        self._hashing = Turns(at_once=2, here=100)
        """Each password that is looked at takes 64 MiB: strangers may not make the server take more than two."""

    async def serve(self, web: litestar.Request[Any, Any, Any]) -> Response[bytes]:
        """Answer one request."""
        begun = time.perf_counter()
        headers = {name.lower(): value for name, value in web.headers.items()}
        asked = Request(method=web.method, path=web.scope["path"], headers=headers)
        try:
            if asked.path == MAIL_PATH and claim_of(asked, self._server, self._clock.now()) is not None:
                # A package may be longer than other bodies, but not one of a stranger.
                with self._mail.place():
                    request = await _whole(web, asked, MAX_PACKAGE_BYTES)
                    async with self._mail.turn:
                        reply = await self._answer(request)
            elif asked.path in handle.HASHING:
                request = await _whole(web, asked, MAX_REQUEST_BYTES)
                with self._hashing.place():
                    async with self._hashing.turn:
                        reply = await self._answer(request)
            else:
                reply = await self._answer(await _whole(web, asked, MAX_REQUEST_BYTES))
        except Declined as declined:
            reply = declined.reply()
        self._count(web, reply.status, time.perf_counter() - begun)
        return self._response(reply, headers.get("accept-encoding", ""))

    async def _answer(self, request: Request) -> Reply:
        return await asyncio.to_thread(handle.route, request, self._server, self._clock, self._rng)

    def decline(self, web: litestar.Request[Any, Any, Any], exc: Exception) -> Response[bytes]:
        """Turn what the framework refuses, or a bug, into a problem document of ours."""
        status = exc.status_code if isinstance(exc, HTTPException) else 500
        if status >= 500:
            _log.error("%s %s failed: %s", web.method, web.url.path, type(exc).__name__)
        if status == 405:
            found = handle.astray(web.scope["path"])
        else:
            found = Declined("not_found" if status == 404 else "internal" if status >= 500 else "malformed")
        reply = found.reply()
        self._count(web, reply.status)
        return self._response(reply, "")

    def _count(self, web: litestar.Request[Any, Any, Any], status: int, seconds: float | None = None) -> None:
        call = handle.name_of(web.method, web.scope["path"])
        self._server.meter.count("gridserver_requests_total", call=call, status=str(status))
        if seconds is not None:
            self._server.meter.took("gridserver_request_seconds", seconds, call=call)

    def _response(self, reply: Reply, accepted: str) -> Response[bytes]:
        headers = {**reply.headers, SERVER_HEADER: self._server.keys.id, "cache-control": "no-store"}
        media_type = headers.pop("content-type", "application/octet-stream")
        body = reply.body
        if media_type != "application/octet-stream":
            body, encoding = pack(body, accepted)
            headers["vary"] = "accept-encoding"
            if encoding:
                headers["content-encoding"] = encoding
        return Response(body, status_code=reply.status, headers=headers, media_type=media_type)


async def _whole(web: litestar.Request[Any, Any, Any], asked: Request, most: int) -> Request:
    """Give a request with its body, unpacked. Raises Declined: malformed, too_large, busy."""
    return replace(asked, body=unpack(await _body(web, most), asked.headers.get("content-encoding", "")))


async def _body(web: litestar.Request[Any, Any, Any], most: int) -> bytes:
    """Read a body whole, never more than the cap, nor for ever (and before any transaction opens: FAULTS 64)."""
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS * max(1, most // MAX_REQUEST_BYTES)):
            async for piece in web.stream():
                size += len(piece)
                if size > most:
                    raise Declined("too_large")
                pieces.append(piece)
    except InternalServerException:
        # The client hung up before the end of its request: on a bad line nothing out of the way, and nobody to tell.
        raise Declined("malformed") from None
    except TimeoutError:
        raise Declined("busy", headers={"connection": "close"}) from None
    return b"".join(pieces)


Web = litestar.Request[Any, Any, Any]


def _routes(door: Door) -> list[Any]:
    @get("/v1/hello", summary="Who this server is", responses=_told(Hello) | _problems())
    async def hello(request: Web) -> Response[bytes]:
        return await door.serve(request)

    enrol = _told(Enrolled) | _problems(400, 401, 403, 429)

    @post("/v1/devices", summary="Enrol a device", status_code=200, responses=enrol)
    async def devices(request: Web) -> Response[bytes]:
        return await door.serve(request)

    signed = _told(Token) | _problems(400, 401, 403, 409)

    @post("/v1/token", summary="A token for a signed challenge", status_code=200, responses=signed)
    async def token(request: Web) -> Response[bytes]:
        return await door.serve(request)

    pushed = _told(PushReply) | _problems(400, 401, 403, 409, 413)

    @post("/v1/push", summary="Decide transactions", status_code=200, responses=pushed, security=_SIGNED_IN)
    async def push(request: Web) -> Response[bytes]:
        return await door.serve(request)

    pulled = _told(str, media_type=_NDJSON) | _problems(400, 401, 403, 409, 426)

    @post("/v1/pull", summary="Records by count", status_code=200, responses=pulled, security=_SIGNED_IN)
    async def pull(request: Web) -> Response[bytes]:
        return await door.serve(request)

    mailed = _told(bytes, 200, _BYTES) | _problems(400, 401, 403, 409, 413, 421)

    @post("/v1/mail", summary="Hand in an exchange package", status_code=200, responses=mailed, security=_SIGNED_IN)
    async def mail(request: Web) -> Response[bytes]:
        return await door.serve(request)

    return [hello, devices, token, push, pull, mail]


def _identity_routes(door: Door) -> list[Any]:
    changed = _told(Done) | _problems(400, 401, 403, 409, 429)

    @post("/v1/password", summary="Change the own password", status_code=200, responses=changed, security=_SIGNED_IN)
    async def password(request: Web) -> Response[bytes]:
        return await door.serve(request)

    opened = _told(Recovered) | _problems(400, 401, 403, 409)

    @post(
        "/v1/recover",
        summary="The store key of the device replaced",
        status_code=200,
        responses=opened,
        security=_SIGNED_IN,
    )
    async def recover(request: Web) -> Response[bytes]:
        return await door.serve(request)

    return [password, recover]


def _blob_routes(door: Door) -> list[Any]:
    path = "/v1/blobs/{grid:str}/{sha256:str}"
    taken = _told(Have, 201) | _told(Have, 202) | _problems(400, 401, 403, 404, 409, 413, 422)

    @put(path, summary="Send a piece of a file", status_code=201, responses=taken, security=_SIGNED_IN)
    async def put_blob(request: Web, grid: FromPath[str], sha256: FromPath[str]) -> Response[bytes]:  # noqa: ARG001 - named for OpenAPI
        return await door.serve(request)

    given = _told(bytes, 200, _BYTES) | _told(bytes, 206, _BYTES) | _problems(400, 401, 403, 404, 409, 416)

    @route(
        path,
        http_method=["GET", "HEAD"],
        summary="A file; how much of it is here",
        responses=given,
        security=_SIGNED_IN,
    )
    async def get_blob(request: Web, grid: FromPath[str], sha256: FromPath[str]) -> Response[bytes]:  # noqa: ARG001 - named for OpenAPI
        return await door.serve(request)

    return [put_blob, get_blob]


def _history_routes(door: Door) -> list[Any]:
    told = _told(History) | _problems(401, 403, 404, 409)

    @get("/v1/history/{grid:str}/{record:str}", summary="Who changed what", responses=told, security=_SIGNED_IN)
    async def history(request: Web, grid: FromPath[str], record: FromPath[str]) -> Response[bytes]:  # noqa: ARG001 - named for OpenAPI
        return await door.serve(request)

    return [history]


def _health_routes(door: Door) -> list[Any]:
    @get("/healthz", summary="The process lives", responses=_told(str, media_type="text/plain"))
    async def healthz(request: Web) -> Response[bytes]:
        return await door.serve(request)

    @get("/readyz", summary="The database answers", responses=_told(str, media_type="text/plain") | _problems())
    async def readyz(request: Web) -> Response[bytes]:
        return await door.serve(request)

    told = _told(str, media_type="text/plain") | _problems(404)

    @get("/metrics", summary="What the server does, in numbers", responses=told, security=[{"metrics": list[str]()}])
    async def metrics(request: Web) -> Response[bytes]:
        return await door.serve(request)

    return [healthz, readyz, metrics]


_OPENAPI = OpenAPIConfig(
    title="gridserver",
    version=str(PROTOCOL),
    components=Components(
        security_schemes={
            "token": SecurityScheme(type="http", scheme="Grid", description="SYNC 15"),
            "metrics": SecurityScheme(type="http", scheme="Bearer", description="gridserver metrics-token"),
        }
    ),
)


def make_app(server: Server, clock: Clock, rng: Rng, *, documented: bool = False) -> Litestar:
    """Give the web application of a server; `documented`: one that can describe itself (and would also serve that)."""
    door = Door(server, clock, rng)
    return Litestar(
        [*_routes(door), *_identity_routes(door), *_blob_routes(door), *_history_routes(door), *_health_routes(door)],
        exception_handlers={HTTPException: door.decline, Exception: door.decline},
        request_max_body_size=None,
        logging_config=None,
        openapi_config=_OPENAPI if documented else None,
    )


_ASKED: tuple[tuple[str, str, type], ...] = (
    ("/v1/devices", "application/json", Enrol),
    ("/v1/token", "application/json", TokenAsk),
    ("/v1/password", "application/json", NewPassword),
    ("/v1/recover", "application/json", Recover),
    ("/v1/push", _NDJSON, PushHead),
    ("/v1/pull", "application/json", PullAsk),
)
"""Bodies asked for. Routes take raw bytes (they may be packed), so OpenAPI is told of them here."""


def openapi(app: Litestar) -> dict[str, Any]:
    """Give the OpenAPI document of a documented app: what Litestar says of the routes, and the request bodies."""
    document: dict[str, Any] = app.openapi_schema.to_schema()
    bodies = [body for _, _, body in _ASKED]
    schemas, components = msgspec.json.schema_components([*bodies, Tx], ref_template="#/components/schemas/{name}")
    document["components"]["schemas"].update(components)
    for (path, media_type, _), schema in zip(_ASKED, schemas, strict=False):
        content: dict[str, Any] = {media_type: {"schema": schema}}
        if media_type == _NDJSON:
            content[media_type]["description"] = "first line PushHead, then one Tx a line"
        document["paths"][path]["post"]["requestBody"] = {"required": True, "content": content}
    # PullLine has no schema: neither Litestar nor msgspec knows what to say of a Raw body.
    lines = document["paths"]["/v1/pull"]["post"]["responses"]["200"]["content"][_NDJSON]["schema"]
    lines["description"] = "one object a line: head, then parts with their records, then end (SYNC 10)"
    sha256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    blobs = document["paths"]["/v1/blobs/{grid}/{sha256}"]
    for method in ("put", "get", "head"):
        next(one for one in blobs[method]["parameters"] if one["name"] == "sha256")["schema"] = sha256
    for asked in (blobs["put"], document["paths"]["/v1/mail"]["post"]):
        asked["requestBody"] = {"required": True, "content": {_BYTES: {}}}
    return document
