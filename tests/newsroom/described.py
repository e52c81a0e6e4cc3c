"""Pictures whose files say what they show, as cameras and agencies write them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from struct import pack
from xml.sax.saxutils import escape

from PIL import ExifTags, Image

UTF_8 = b"\x1b%G"


def jpeg(
    *,
    iptc: Mapping[tuple[int, int], bytes | list[bytes]] | None = None,
    xmp: str = "",
    exif: Mapping[int, str | bytes] | None = None,
    drawing: Image.Image | None = None,
) -> bytes:
    """A JPEG with these metadata."""
    written = Image.Exif()
    for tag, text in (exif or {}).items():
        of_windows = ExifTags.Base.XPTitle <= tag <= ExifTags.Base.XPSubject
        part = written.get_ifd(ExifTags.IFD.Exif) if tag > 34000 and not of_windows else written
        part[tag] = text
    # Where it was taken is in every file here, and must come out of none.
    place = written.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (41.0, 30.0, 12.0)
    file = BytesIO()
    more = {"xmp": packet(xmp)} if xmp else {}
    picture = drawing or Image.linear_gradient("L").resize((320, 200)).rotate(30).convert("RGB")
    picture.save(file, "JPEG", exif=written.tobytes(), **more)
    return with_iptc(file.getvalue(), records(iptc)) if iptc else file.getvalue()


def packet(properties: str) -> bytes:
    """An XMP packet with these properties, as XML."""
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    }
    named = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {named}>'
        f'<rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def alternatives(name: str, **texts: str) -> str:
    """A property of XMP in several languages; ``x_default`` is the default."""
    lines = (
        f'<rdf:li xml:lang="{language.replace("_", "-")}">{escape(text)}</rdf:li>'
        for language, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{''.join(lines)}</rdf:Alt></{name}>"


def records(datasets: Mapping[tuple[int, int], bytes | list[bytes]]) -> bytes:
    """Datasets of IPTC-IIM 4.2."""
    written = b""
    for (record, number), value in datasets.items():
        for one in value if isinstance(value, list) else [value]:
            written += pack(">BBBH", 0x1C, record, number, len(one)) + one
    return written


def with_iptc(data: bytes, iptc: bytes) -> bytes:
    """A JPEG with ``iptc`` in Photoshop's segment, where all who write it put it."""
    resource = b"8BIM\x04\x04\x00\x00" + pack(">I", len(iptc)) + iptc + b"\x00" * (len(iptc) % 2)
    segment = b"Photoshop 3.0\x00" + resource
    return data[:2] + b"\xff\xed" + pack(">H", len(segment) + 2) + segment + data[2:]
