"""The sockets: names are resolved here, every address is judged, and the judged address is connected to."""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import TypeAlias

import anyio
import httpcore2
import httpx2 as httpx

from clients.transport.guard import AddressRefused, HostPort, is_public, parse_address

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""From host and port to addresses in the order to try; ``OSError`` when the name is not known."""

_TRIED_AT_MOST = 3


async def resolve(host: str, port: int) -> Sequence[str]:
    """Asks the system's resolver, in a thread."""
    found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses, and to ``allowed`` hosts wherever they are.

    A name with one address that is not public is refused whole: such mixtures serve to get past a check.
    ``sockets`` is given nothing but addresses that were judged. Raises ``AddressRefused``, or httpcore's
    connect errors.
    """

    def __init__(
        self,
        allowed: frozenset[HostPort],
        resolver: Resolve = resolve,
        sockets: httpcore2.AsyncNetworkBackend | None = None,
    ) -> None:
        self._allowed = allowed
        self._resolve = resolver
        self._sockets = sockets or httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            with anyio.fail_after(timeout):
                found = await self._resolve(host, port)
        except TimeoutError:
            raise httpcore2.ConnectTimeout("name resolution took too long") from None
        except (OSError, UnicodeError):
            raise httpcore2.ConnectError("name not resolved") from None
        try:
            addresses = [parse_address(address) for address in found]
        except ValueError:
            raise AddressRefused("not an address") from None
        if HostPort(host.lower(), port) not in self._allowed and not all(map(is_public, addresses)):
            raise AddressRefused("the address is not public")
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout = httpcore2.ConnectError("no address")
        for address in addresses[:_TRIED_AT_MOST]:
            try:
                # The address judged, written out: nothing is resolved a second time.
                return await self._sockets.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    """A body from the pool, closed with it."""

    def __init__(self, parts: httpcore2.Response) -> None:
        self._response = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class GuardedNetwork(httpx.AsyncBaseTransport):
    """httpcore's pool on a guarded backend, as httpx sees it. Raises httpcore's errors as they are."""

    def __init__(
        self,
        allowed: frozenset[HostPort],
        *,
        resolver: Resolve = resolve,
        sockets: httpcore2.AsyncNetworkBackend | None = None,
    ) -> None:
        self._backend = GuardedBackend(allowed, resolver, sockets)
        self._plain = self._pool(None)
        self._secure: httpcore2.AsyncConnectionPool | None = None

    def _pool(self, tls: ssl.SSLContext | None) -> httpcore2.AsyncConnectionPool:
        return httpcore2.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=32,
            max_keepalive_connections=16,
            keepalive_expiry=20.0,
            network_backend=self._backend,
        )

    def _pool_for(self, url: httpx.URL) -> httpcore2.AsyncConnectionPool:
        if url.scheme != "https":
            return self._plain
        if self._secure is None:
            # Reading the certificates takes a tenth of a second: once, and only when needed.
            self._secure = self._pool(ssl.create_default_context())
        return self._secure

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._pool_for(request.url).handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def aclose(self) -> None:
        await self._plain.aclose()
        if self._secure is not None:
            await self._secure.aclose()
