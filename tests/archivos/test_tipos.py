"""What a file is, whatever it is called."""

from __future__ import annotations

import pytest

from municipio.archivos.tipos import JPEG, PDF, PNG, WEBP, Tipo, nombre_limpio, reconocer
from municipio.errors import EntradaInvalidaError


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (b"RIFF\x1a\0\0\0WEBPVP8L", WEBP),
        (b"%PDF-1.7\n", PDF),
    ],
)
def test_known_by_its_first_bytes(data: bytes, kind: Tipo) -> None:
    assert reconocer(data) is kind


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF", b"MZ\x90\0", b"PK\x03\x04", b"<html>%PDF-1.4", b"GIF89a", b"RIFF\0\0\0\0WAVE", b"<svg></svg>",
     b"\xff\xd8", b"#!/bin/sh"],
)  # fmt: skip
def test_the_rest_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(EntradaInvalidaError, match=r"^Solo puedo guardar fotos .* y documentos PDF\.$"):
        reconocer(data)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("acta de reunión.PDF", "acta de reunión.pdf"),
        ("informe.exe", "informe.pdf"),
        ("informe.pdf.exe", "informe.pdf.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\x\acta.pdf", "acta.pdf"),
        ("", "archivo.pdf"),
        ("...", "archivo.pdf"),
        (".pdf", "archivo.pdf"),
        ("Acta No. 12", "Acta No. 12.pdf"),
        ("<b>acta</b> &\n\r\0\"'; rm -rf.pdf", "b rm -rf.pdf"),
        ("a\u202efdp.exe", "a fdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("acta_final__v2.pdf", "acta final v2.pdf"),
    ],
)
def test_names_are_only_names(given: str, shown: str) -> None:
    assert nombre_limpio(given, PDF) == shown
