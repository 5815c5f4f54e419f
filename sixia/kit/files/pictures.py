"""Pictures decoded and written anew: nothing but their pixels is kept, so no place, no device, no second file hidden behind."""

import io
import warnings
from functools import cache
from importlib import import_module, util
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS: Final = 50_000_000
"""A larger picture is refused before it is decoded: four bytes for each pixel are the most one takes."""
MOST_CLEAR: Final = 16_000_000
"""The same for pictures with transparent parts, of which Pillow makes copies; no camera takes such."""
CLEAR: Final = ("RGBA", "LA", "PA")
LONGEST: Final = 2560
"""The longer side of a kept picture in pixels: enough to read a letter."""
QUALITY: Final = 85
_ONE: Final = Lock()
"""One picture at a time in a process: ten at once would fill a small machine's memory."""


class Unreadable(Exception):
    """The bytes are no whole picture."""


class TooManyPixels(Exception):
    """The picture is larger than anybody needs, or a bomb."""


@cache
def reads_heic() -> bool:
    """Whether a decoder for iPhones' HEIC is installed (pillow-heif; not among what Sixia installs)."""
    if util.find_spec("pillow_heif") is None:
        return False
    import_module("pillow_heif").register_heif_opener()
    return True


def rewritten(raw: bytes) -> bytes:
    """The picture as a JPEG of its pixels, upright, at most LONGEST on a side. Raises Unreadable or TooManyPixels."""
    from PIL import Image  # not at the top: a start pays for it, and most processes never see a picture

    formats = ("JPEG", "PNG", "WEBP", *(("HEIF",) if reads_heic() else ()))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is looked at here
            with _ONE, Image.open(io.BytesIO(raw), formats=formats) as picture:
                if picture.width * picture.height > (MOST_CLEAR if picture.mode in CLEAR else MOST_PIXELS):
                    raise TooManyPixels
                return _jpeg(picture)
    except (TooManyPixels, Image.DecompressionBombError) as error:
        raise TooManyPixels from error
    except Exception as error:  # a decoder may raise anything at bytes that were made to break it
        raise Unreadable from error


def _jpeg(picture: "Image.Image") -> bytes:
    from PIL import Image, ImageOps

    picture.draft("RGB", (LONGEST, LONGEST))  # a large JPEG is decoded small at once
    factor = max(picture.size) // LONGEST
    small = picture.reduce(factor) if factor > 1 and picture.mode in ("RGB", "RGBA", "L") else picture  # saves whole copies
    small.thumbnail((LONGEST, LONGEST))
    ImageOps.exif_transpose(small, in_place=True)
    clean = small
    if small.mode in ("RGBA", "LA", "PA", "P"):
        full = small.convert("RGBA")
        clean = Image.new("RGB", full.size, "white")
        clean.paste(full, mask=full.getchannel("A"))
    elif small.mode != "RGB":
        clean = small.convert("RGB")
    clean.info = {}  # what was written beside the pixels, such as a comment, is taken along from here
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
