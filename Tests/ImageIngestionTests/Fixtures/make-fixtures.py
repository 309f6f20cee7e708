#!/usr/bin/env python3
"""Makes the pictures on which decoding is tested, and golden.json, what they must decode to.

Needs Pillow and numpy: python3 make-fixtures.py. Everything is written beside this script: images/ holds what must be
read, broken/ what must be refused, each with the bytes that the tests in DecodingTests.swift name.
The golden greys are Pillow's or follow from the drawn picture, never from the decoder under test.
"""
import base64, io, json, pathlib, struct, zlib

import numpy as np
from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).parent
IMAGES, BROKEN = HERE / "images", HERE / "broken"
WIDTH, HEIGHT = 41, 31
golden = {}


# The picture: an F in a corner of shaded paper, so that every turn and mirroring looks different.

def draw_gray():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    paper = Image.fromarray((255 - 30 * x / WIDTH - 15 * y / HEIGHT).astype(np.uint8))
    pen = ImageDraw.Draw(paper)
    for stroke in ([7, 4, 10, 29], [7, 4, 27, 7], [7, 14, 20, 17]):
        pen.rectangle(stroke, fill=40)
    pen.ellipse([32, 22, 38, 28], fill=120)
    return paper


def draw_color():
    gray = np.asarray(draw_gray()).astype(int)
    ink = gray < 130
    rgb = np.stack([gray, gray - 8, gray - 25], axis=2)
    rgb[ink] = [30, 50, 160]
    return Image.fromarray(rgb.clip(0, 255).astype(np.uint8))


GRAY, COLOR = draw_gray(), draw_color()
# From nothing in the left to everything in the right column.
ALPHA = Image.fromarray(np.tile(np.linspace(0, 255, WIDTH).astype(np.uint8), (HEIGHT, 1)))


def luma(image):
    return np.asarray(image.convert("RGB").convert("L"))


def on_white(image):
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return luma(paper)


def keep(name, data, expected):
    (IMAGES / name).write_bytes(data)
    expected = np.asarray(expected).round().clip(0, 255).astype(np.uint8)
    height, width = expected.shape
    golden[name] = {"width": width, "height": height, "pixels": base64.b64encode(expected.tobytes()).decode()}


# PNG, by hand where Pillow cannot write it.

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, color_type, rows, extra=b"", interlace=0):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, interlace))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def pack(values, depth):
    """Scanlines without filter: `values` is [rows, samples]."""
    lines = []
    for row in np.asarray(values):
        bits = "".join(format(int(v), f"0{depth}b") for v in row)
        bits += "0" * (-len(bits) % 8)
        lines.append(b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big"))
    return b"".join(lines)


def interlaced(values, depth, samples=1):
    """The seven passes of Adam7. `values` is [rows, columns * samples]."""
    pixels = np.asarray(values).reshape(HEIGHT, WIDTH, samples)
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    parts = [pixels[y::dy, x::dx] for x, y, dx, dy in passes]
    return b"".join(pack(part.reshape(part.shape[0], -1), depth) for part in parts if part.size)


def to_srgb(linear):
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def make_png():
    gray, color = np.asarray(GRAY).astype(int), np.asarray(COLOR).astype(int)
    flat = color.reshape(HEIGHT, -1)
    alpha = np.asarray(ALPHA).astype(int)

    for depth in (1, 2, 4, 8):
        top = 2**depth - 1
        values = gray * top // 255 if depth > 1 else gray // 140
        keep(f"gray-{depth}.png", png(WIDTH, HEIGHT, depth, 0, pack(values, depth)), values * 255 / top)
        keep(f"gray-{depth}-interlaced.png",
             png(WIDTH, HEIGHT, depth, 0, interlaced(values, depth), interlace=1), values * 255 / top)
        indices = values % 16
        palette = [(v * 70 % 256, v * 30 % 256, v * 110 % 256) for v in range(min(top + 1, 16))]
        table = bytes(sum(palette, ()))
        shown = Image.fromarray(np.array(palette, np.uint8)[indices])
        keep(f"palette-{depth}.png",
             png(WIDTH, HEIGHT, depth, 3, pack(indices, depth), chunk(b"PLTE", table)), luma(shown))
        fade = bytes(255 - 40 * v % 256 for v in range(len(palette)))[:3]
        rgba = np.array([p + (fade[i] if i < len(fade) else 255,) for i, p in enumerate(palette)], np.uint8)[indices]
        keep(f"palette-{depth}-transparent.png",
             png(WIDTH, HEIGHT, depth, 3, pack(indices, depth), chunk(b"PLTE", table) + chunk(b"tRNS", fade)),
             on_white(Image.fromarray(rgba)))

    # 16 bits: the low byte differs from the high one, and no gamma is named.
    wide, wide_flat = gray * 257 - gray % 97, flat * 257
    keep("gray-16.png", png(WIDTH, HEIGHT, 16, 0, pack(wide, 16)), wide / 257)
    keep("gray-16-interlaced.png", png(WIDTH, HEIGHT, 16, 0, interlaced(wide, 16), interlace=1), wide / 257)
    keep("rgb-16-interlaced.png", png(WIDTH, HEIGHT, 16, 2, interlaced(wide_flat, 16, 3), interlace=1), luma(COLOR))
    keep("rgb-16.png", png(WIDTH, HEIGHT, 16, 2, pack(wide_flat, 16)), luma(COLOR))
    keep("rgb-8.png", png(WIDTH, HEIGHT, 8, 2, pack(flat, 8)), luma(COLOR))
    keep("rgb-8-interlaced.png", png(WIDTH, HEIGHT, 8, 2, interlaced(flat, 8, 3), interlace=1), luma(COLOR))

    # Alpha, on white paper; the colour under full transparency is black, as many programs leave it.
    hidden = np.where(alpha == 0, 0, gray)
    both = np.stack([hidden, alpha], axis=2)
    shown = (gray * alpha + 255 * (255 - alpha)) / 255
    keep("gray-alpha-8.png", png(WIDTH, HEIGHT, 8, 4, pack(both.reshape(HEIGHT, -1), 8)), shown)
    keep("gray-alpha-16.png", png(WIDTH, HEIGHT, 16, 4, pack(both.reshape(HEIGHT, -1) * 257, 16)), shown)
    keep("gray-alpha-8-interlaced.png",
         png(WIDTH, HEIGHT, 8, 4, interlaced(both.reshape(HEIGHT, -1), 8, 2), interlace=1), shown)
    rgba = COLOR.copy()
    rgba.putalpha(ALPHA)
    buffer = io.BytesIO()
    rgba.save(buffer, "PNG")
    keep("rgba-8.png", buffer.getvalue(), on_white(rgba))
    wide_rgba = np.asarray(rgba).astype(int).reshape(HEIGHT, -1) * 257
    keep("rgba-16.png", png(WIDTH, HEIGHT, 16, 6, pack(wide_rgba, 16)), on_white(rgba))
    # Black ink that is only in the alpha channel: on a black ground nothing would be seen.
    stencil = Image.new("RGBA", GRAY.size, (0, 0, 0, 0))
    stencil.putalpha(Image.fromarray(255 - np.asarray(GRAY)))
    buffer = io.BytesIO()
    stencil.save(buffer, "PNG")
    keep("rgba-stencil.png", buffer.getvalue(), np.asarray(GRAY))
    # One value stands for "transparent".
    ink = int(gray[10, 8])
    keep("gray-8-transparent.png",
         png(WIDTH, HEIGHT, 8, 0, pack(gray, 8), chunk(b"tRNS", struct.pack(">H", ink))),
         np.where(gray == ink, 255, gray))
    blue = color[10, 8]
    keep("rgb-8-transparent.png",
         png(WIDTH, HEIGHT, 8, 2, pack(flat, 8), chunk(b"tRNS", struct.pack(">HHH", *map(int, blue)))),
         np.where((color == blue).all(axis=2), 255, luma(COLOR)))

    # Stored values are light ** (1 / 2.2 ...): gAMA 1.0 is linear light, 0.45455 nearly sRGB.
    keep("gray-8-gamma-1.0.png", png(WIDTH, HEIGHT, 8, 0, pack(gray, 8), chunk(b"gAMA", struct.pack(">I", 100000))),
         to_srgb(gray / 255))
    keep("gray-16-gamma-1.0.png", png(WIDTH, HEIGHT, 16, 0, pack(wide, 16), chunk(b"gAMA", struct.pack(">I", 100000))),
         to_srgb(wide / 65535))
    keep("gray-8-gamma-0.45.png", png(WIDTH, HEIGHT, 8, 0, pack(gray, 8), chunk(b"gAMA", struct.pack(">I", 45455))),
         gray)

    # EXIF, and what may follow the end.
    plain = png(WIDTH, HEIGHT, 8, 0, pack(gray, 8))
    for order in "<>":
        data = png(WIDTH, HEIGHT, 8, 0, pack(stored(GRAY, 6), 8), chunk(b"eXIf", tiff(6, order)))
        data = data.replace(struct.pack(">II", WIDTH, HEIGHT), struct.pack(">II", HEIGHT, WIDTH), 1)
        end = data.index(b"IHDR") + 17
        data = data[:end] + struct.pack(">I", zlib.crc32(data[end - 17:end])) + data[end + 4:]
        keep(f"exif-6-{'little' if order == '<' else 'big'}.png", data, gray)
    keep("trailing-garbage.png", plain + b"\0\xffgarbage" * 20, gray)
    odd = chunk(b"iCCP", b"bad\0\0not a profile") + chunk(b"pHYs", b"?")
    keep("bad-profile.png", png(WIDTH, HEIGHT, 8, 0, pack(gray, 8), odd), gray)
    keep("one-pixel.png", png(1, 1, 8, 0, b"\0\x64"), [[100]])
    return plain


# JPEG

def tiff(orientation, order="<", offset=8, count=1):
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", offset)
    make = struct.pack(order + "HHII", 0x010F, 2, 4, 0x00414243)
    entry = struct.pack(order + "HHIHH", 0x0112, 3, count, orientation, 0)
    return head + struct.pack(order + "H", 2) + make + entry + struct.pack(order + "I", 0)


def stored(image, orientation):
    """`image` as a camera would store it with that orientation."""
    back = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}
    return np.asarray(image.transpose(back[orientation]) if orientation > 1 else image)


def jpeg(image, **options):
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(image)).save(buffer, "JPEG", **{"quality": 90, **options})
    return buffer.getvalue()


def cmyk_jpeg(samples):
    """Stores the four samples as they are: Pillow inverts what it is given."""
    buffer = io.BytesIO()
    Image.fromarray(255 - samples, "CMYK").save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


def without_adobe_marker(data):
    start = data.index(b"\xff\xee")
    length = struct.unpack(">H", data[start + 2:start + 4])[0]
    return data[:start] + data[start + 2 + length:]


def with_adobe_transform(data, transform):
    place = data.index(b"Adobe") + 11
    return data[:place] + bytes([transform]) + data[place + 1:]


def with_segment(data, marker, payload):
    return data[:2] + marker + struct.pack(">H", len(payload) + 2) + payload + data[2:]


def decoded(data):
    """By Pillow; its own grey for grey files, and Y as stored for colour files."""
    image = Image.open(io.BytesIO(data))
    if image.mode == "RGB":
        image.draft("L", image.size)
    return np.asarray(image)


def make_jpeg():
    plain = jpeg(GRAY)
    color = jpeg(COLOR)
    keep("gray.jpg", plain, decoded(plain))
    keep("color.jpg", color, decoded(color))
    for name, options in {"progressive": {"progressive": True}, "444": {"subsampling": 0}, "420": {"subsampling": 2},
                          "restart": {"restart_marker_rows": 1}, "low-quality": {"quality": 20}}.items():
        data = jpeg(COLOR, **options)
        keep(f"color-{name}.jpg", data, decoded(data))
    data = jpeg(GRAY, progressive=True)
    keep("gray-progressive.jpg", data, decoded(data))
    data = jpeg(COLOR, keep_rgb=True)
    keep("rgb.jpg", data, luma(Image.open(io.BytesIO(data))))

    # CMYK: half of the ink is black. Expected from the drawn colours: JPEG's own loss is in the tolerance.
    rgb = np.asarray(COLOR).astype(float)
    black = (255 - rgb.max(axis=2)) / 2
    inks = 255 - 255 * rgb / (255 - black[..., None])
    cmyk = np.dstack([inks, black]).round().clip(0, 255).astype(np.uint8)
    keep("cmyk-adobe-inverted.jpg", cmyk_jpeg(255 - cmyk), luma(COLOR))
    keep("cmyk-plain.jpg", without_adobe_marker(cmyk_jpeg(cmyk)), luma(COLOR))
    # YCCK is CMYK with its first three samples, inverted once more, as Y, Cb, Cr.
    inverted = 255 - cmyk
    ycc = np.asarray(Image.fromarray(255 - inverted[..., :3]).convert("YCbCr"))
    ycck = with_adobe_transform(cmyk_jpeg(np.dstack([ycc, inverted[..., 3]])), 2)
    keep("ycck-adobe-inverted.jpg", ycck, luma(COLOR))

    upright = decoded(plain)
    for orientation in range(1, 9):
        for order in "<>":
            data = with_segment(jpeg(stored(GRAY, orientation)), b"\xff\xe1", b"Exif\0\0" + tiff(orientation, order))
            name = f"exif-{orientation}-{'little' if order == '<' else 'big'}.jpg"
            keep(name, data, GRAY)

    # What does no harm.
    lies = {"offset": tiff(6, offset=0xFFFFFFF0), "offset-big": tiff(6, ">", offset=0x7FFFFFFF), "value": tiff(9),
            "count": tiff(6, count=2**32 - 1), "cut": tiff(6)[:30], "short": b"II*", "empty": b"", "magic": b"XX" * 20,
            "entries": tiff(6)[:8] + b"\xff\xff" + tiff(1)[10:22]}
    for name, payload in lies.items():
        keep(f"exif-lying-{name}.jpg", with_segment(plain, b"\xff\xe1", b"Exif\0\0" + payload), upright)
    xmp_first = with_segment(jpeg(stored(GRAY, 3)), b"\xff\xe1", b"Exif\0\0" + tiff(3))
    xmp_first = with_segment(xmp_first, b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0<x/>")
    keep("exif-after-xmp.jpg", xmp_first, GRAY)
    keep("trailing-garbage.jpg", plain + b"\0\xffgarbage" * 20, upright)
    keep("two-pictures.jpg", plain + color, upright)
    table = plain.index(b"\xff\xdb")
    keep("stray-bytes.jpg", plain[:table] + b"\0\1\2\3" + plain[table:], upright)

    # Fractions of eight by the DCT; Pillow knows halves and quarters, the others shrink the picture by area.
    big = COLOR.resize((WIDTH * 2, HEIGHT * 2), Image.Resampling.BICUBIC)
    data = jpeg(big, quality=85)
    (IMAGES / "large.jpg").write_bytes(data)
    for eighths in range(1, 9):
        image = Image.open(io.BytesIO(data))
        size = tuple(-(-side * eighths // 8) for side in big.size)
        if eighths in (1, 2, 4, 8):
            image.draft("L", tuple(side * eighths // 8 for side in big.size))
            assert image.size == size
            expected = np.asarray(image)
        else:
            image.draft("L", image.size)
            expected = np.asarray(image.resize(size, Image.Resampling.BOX))
        height, width = expected.shape
        golden[f"large.jpg {eighths}/8"] = {
            "width": width, "height": height, "pixels": base64.b64encode(expected.tobytes()).decode()}
    return plain, color


# What must be refused.

def make_broken(plain_png, plain_jpeg, color_jpeg):
    def write(name, data):
        (BROKEN / name).write_bytes(data)

    rgb_png = (IMAGES / "rgb-8.png").read_bytes()
    pixels = rgb_png.index(b"IDAT") + 4
    write("empty.png", b"")
    write("truncated.png", rgb_png[: len(rgb_png) // 2])
    write("truncated-signature.png", rgb_png[:6])
    write("truncated-header.png", rgb_png[:20])
    write("truncated-before-pixels.png", rgb_png[: pixels - 8])
    write("truncated-last-chunk.png", rgb_png[:-12])
    write("truncated-last-byte.png", rgb_png[:-1])
    write("bad-crc.png", rgb_png[:pixels + 40] + bytes([rgb_png[pixels + 40] ^ 0x55]) + rgb_png[pixels + 41:])
    end = rgb_png.rindex(b"IEND") - 4
    write("bad-pixel-crc.png", rgb_png[:end - 1] + bytes([rgb_png[end - 1] ^ 1]) + rgb_png[end:])
    see_through = (IMAGES / "palette-4-transparent.png").read_bytes()
    fade = see_through.index(b"tRNS") + 4
    write("bad-transparency-crc.png", see_through[:fade] + b"\x55" + see_through[fade + 1:])
    write("bad-header-crc.png", rgb_png[:29] + b"\0\0\0\0" + rgb_png[33:])
    gray = np.asarray(GRAY)
    write("too-few-rows.png", png(WIDTH, HEIGHT, 8, 0, pack(gray[:20], 8)))
    write("not-deflated.png", png(WIDTH, HEIGHT, 8, 0, b"").replace(
        chunk(b"IDAT", zlib.compress(b"", 9)), chunk(b"IDAT", b"this is no zlib stream at all")))
    write("no-pixels.png", plain_png[:33] + chunk(b"IEND", b""))
    write("zero-width.png", png(0, HEIGHT, 8, 0, b""))
    write("zero-height.png", png(WIDTH, 0, 8, 0, b""))
    write("bad-depth.png", png(WIDTH, HEIGHT, 3, 0, pack(gray // 32, 3)))
    write("no-palette.png", png(WIDTH, HEIGHT, 8, 3, pack(gray % 16, 8)))
    write("garbage.png", plain_png[:8] + bytes(range(256)))
    write("text-mode-copy.png", plain_png.replace(b"\r\n", b"\n"))
    write("huge-header.png", png(60000, 60000, 8, 2, b"\0" * 100))
    write("huge-header-only.png", png(60000, 60000, 8, 2, b"")[:33])
    write("overflowing-header.png", png(0xFFFFFFFF, 0xFFFFFFFF, 8, 2, b""))

    write("impossible-size.png", png(9000, 9000, 8, 2, b"\0" * 100))
    # libpng inflates what follows the last row.
    write("more-data-than-pixels.png", png(WIDTH, HEIGHT, 8, 0, pack(gray, 8) + bytes(80 << 20)))

    scan = plain_jpeg.index(b"\xff\xda")
    write("truncated.jpg", color_jpeg[: len(color_jpeg) * 3 // 4])
    write("truncated-magic.jpg", plain_jpeg[:2])
    write("truncated-header.jpg", plain_jpeg[: scan - 30])
    write("truncated-before-pixels.jpg", plain_jpeg[: scan + 10])
    write("truncated-pixels.jpg", plain_jpeg[: (scan + len(plain_jpeg)) // 2])
    write("truncated-last-bytes.jpg", plain_jpeg[:-2])
    progressive = (IMAGES / "color-progressive.jpg").read_bytes()
    write("truncated-progressive.jpg", progressive[: progressive.rindex(b"\xff\xda")])
    write("closed-early.jpg", plain_jpeg[: (scan + len(plain_jpeg)) // 2].rstrip(b"\xff") + b"\xff\xd9")
    write("lost-restart.jpg", (IMAGES / "color-restart.jpg").read_bytes().replace(b"\xff\xd0", b"\xff\xd5", 1))
    frame = plain_jpeg.index(b"\xff\xc0")

    def with_size(height, width):
        return plain_jpeg[: frame + 5] + struct.pack(">HH", height, width) + plain_jpeg[frame + 9:]

    write("huge-header.jpg", with_size(60000, 60000))
    write("huge-header-only.jpg", with_size(60000, 60000)[: frame + 19])
    write("impossible-size.jpg", with_size(9000, 9000))
    write("zero-width.jpg", with_size(HEIGHT, 0))
    write("zero-height.jpg", with_size(0, WIDTH))
    write("twelve-bit.jpg", plain_jpeg[: frame + 4] + b"\x0c" + plain_jpeg[frame + 5:])
    # Three components, each in scans of its own, sent over and over.
    tiny = jpeg(GRAY.resize((8, 8)), quality=10)
    tiny_frame, tiny_scan = tiny.index(b"\xff\xc0"), tiny.index(b"\xff\xda")
    three = b"\xff\xc0\0\x11\x08\0\x08\0\x08\x03" + b"".join(bytes([i, 0x11, 0]) for i in (1, 2, 3))
    scans = b"".join(tiny[tiny_scan:tiny_scan + 5] + bytes([i]) + tiny[tiny_scan + 6:-2] for i in (1, 2, 3))
    write("many-scans.jpg", tiny[:tiny_frame] + three + tiny[tiny_frame + 13:tiny_scan] + scans * 200 + b"\xff\xd9")
    write("garbage.jpg", b"\xff\xd8\xff" + bytes(range(1, 200)))

    write("text.png", b"This is the text of a letter, saved under the wrong name.\n")
    write("page.png", b"\n<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n")
    write("zeros.png", bytes(300))
    for kind in ("GIF", "BMP", "TIFF", "WEBP"):
        buffer = io.BytesIO()
        Image.new("L", (4, 3), 200).save(buffer, kind)
        write(f"{kind.lower()}.png", buffer.getvalue())
    write("pdf.png", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    write("heic.jpg", struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic")
    # Not broken, only misnamed.
    write("jpeg-named.png", color_jpeg)


if __name__ == "__main__":
    for folder in (IMAGES, BROKEN):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    make_broken(make_png(), *make_jpeg())
    (HERE / "golden.json").write_text(json.dumps(golden, indent=0, sort_keys=True) + "\n")
