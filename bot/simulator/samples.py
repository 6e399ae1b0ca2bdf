"""Small files that a person sends when the caller of the control API brings none."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from bot.simulator.model import Json


@dataclass(frozen=True, slots=True)
class Sample:
    """What is sent by default for one kind of message."""

    folder: str
    name: str
    mime: str
    data: bytes
    fields: Json = field(default_factory=dict)


def png(width: int, height: int, color: tuple[int, int, int]) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes(color) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


_STICKER = {
    "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍",
    "set_name": "sim",
}  # fmt: skip

SAMPLES: dict[str, Sample] = {
    "photo": Sample("photos", "foto.png", "image/png", png(320, 240, (96, 142, 120))),
    "document": Sample("documents", "soporte.pdf", "application/pdf", b"%PDF-1.4\n% documento de ejemplo\n%%EOF\n"),
    "voice": Sample("voice", "nota.oga", "audio/ogg", b"OggS" + bytes(60), {"duration": 3, "mime_type": "audio/ogg"}),
    "sticker": Sample("stickers", "sticker.webp", "image/webp", b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(14), _STICKER),
    "video_note": Sample("video_notes", "video.mp4", "video/mp4", bytes(64), {"duration": 2, "length": 240}),
}
