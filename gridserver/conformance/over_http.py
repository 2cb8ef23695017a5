"""The only HTTP of the kit: whole replies as they came over the wire, packed or not."""

from __future__ import annotations

import requests

from gridcore.wire import Reply
from gridserver.conformance.verdict import Failed

_SECONDS = 60.0


class HttpLine:
    """A server at an address. No redirects, no cookies kept, nothing from the environment."""

    def __init__(self, url: str, *, ca: str | None = None) -> None:
        """Take the address (`https://host`); `ca`: a file with the certificate to trust."""
        self._url = url.rstrip("/")
        self._web = requests.Session()
        self._web.trust_env = False
        self._web.verify = ca or True

    def call(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Send one request and give the whole reply, not unpacked. Raises Failed when none comes."""
        given = {"accept-encoding": "identity", **headers}
        try:
            with self._web.request(
                method,
                self._url + path,
                data=body or None,
                headers=given,
                timeout=_SECONDS,
                allow_redirects=False,
                stream=True,
            ) as answer:
                self._web.cookies.clear()
                whole = answer.raw.read(decode_content=False)
        except (requests.RequestException, OSError) as trouble:
            raise Failed(f"no reply to {method} {path.partition('?')[0]}: {type(trouble).__name__}") from None
        found = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(status=answer.status_code, headers=found, body=whole)

    def close(self) -> None:
        """Close the connections."""
        self._web.close()
