"""The body of an answer, unpacked, never more of it than allowed."""

import zlib

import aiohttp

from utkik.net import errors

PIECE = 64 * 1024


async def whole(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body. The library unpacks piece by piece, so a bomb stops at the limit. Raises TooBig, BrokenAnswer."""
    if (response.content_length or 0) > limit:
        raise errors.TooBig(response.content_length)
    parts, size = [], 0
    async for piece in response.content.iter_chunked(PIECE):
        size += len(piece)
        if size > limit:
            raise errors.TooBig(f"over {limit} bytes unpacked")
        parts.append(piece)
    body = b"".join(parts)
    return gunzipped(body, limit) if body[:2] == b"\x1f\x8b" else body


def gunzipped(body: bytes, limit: int) -> bytes:
    """A file that is itself gzip (feed.xml.gz), unpacked. Raises TooBig, BrokenAnswer."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, limit + 1)
    except zlib.error as wrong:
        raise errors.BrokenAnswer(wrong) from wrong
    if len(plain) > limit:
        raise errors.TooBig(f"over {limit} bytes unpacked")
    return plain
