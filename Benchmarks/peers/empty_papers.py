"""Pictures without a digit: paper, light, print and textures. Each function returns height × width × BGR, 0 … 1."""

import cv2
import numpy as np


def grid(width, height):
    """Columns and rows, 0 … 1 along the shorter side."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return (columns + 0.5) / min(width, height), (rows + 0.5) / min(width, height)


def clouds(random, width, height, scale):
    """A smooth field with deviation about 1; `scale` is the size of its bumps, as a share of the shorter side."""
    step = max(1.0, scale * min(width, height))
    shape = (int(height / step) + 3, int(width / step) + 3)
    field = cv2.resize(random.normal(0, 1, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return field * 1.5


def tinted(gray, color):
    return gray[..., None] * np.float32(color)


def paper(random, width, height):
    """White, cream, grey or coloured, with fibres."""
    colors = [(0.97, 0.97, 0.97), (0.95, 0.95, 0.95), (0.80, 0.91, 0.95), (0.78, 0.79, 0.79), (0.55, 0.90, 0.97),
              (0.85, 0.93, 0.83), (0.80, 0.78, 0.95), (0.50, 0.66, 0.78)]
    texture = 1 + random.uniform(0.003, 0.02) * clouds(random, width, height, 0.006)
    return tinted(texture + random.uniform(0, 0.02) * clouds(random, width, height, 0.2), colors[random.integers(len(colors))])


def uneven(random, width, height):
    return paper(random, width, height) * light(random, width, height, 0.7)[..., None]


def light(random, width, height, strength):
    """A slope and a bulge of brightness."""
    x, y = grid(width, height)
    angle, bulge = random.uniform(0, 2 * np.pi), random.uniform(0, strength)
    slope = (x - x.mean()) * np.cos(angle) + (y - y.mean()) * np.sin(angle)
    distance = (x - random.uniform(0, x.max())) ** 2 + (y - random.uniform(0, y.max())) ** 2
    return np.clip((1 - strength / 3 + strength * 0.6 * slope) * (1 - bulge * distance / distance.max()), 0.08, 1.1)


def shadow(random, width, height):
    """What hands, heads and window bars throw: one to three half-planes or circles, hard or soft."""
    x, y = grid(width, height)
    bright = np.ones((height, width), np.float32)
    for _ in range(random.integers(1, 4)):
        angle, softness = random.uniform(0, 2 * np.pi), 10 ** random.uniform(-2.3, -0.7)
        distance = (x - random.uniform(0.2, 0.8)) * np.cos(angle) + (y - random.uniform(0.2, 0.8)) * np.sin(angle)
        if random.random() < 0.5:
            distance = np.hypot(x - random.uniform(-0.6, 0), y - random.uniform(0, 1)) - random.uniform(0.5, 1)
        bright *= 1 - random.uniform(0.2, 0.6) / (1 + np.exp(np.clip(distance / softness, -30, 30)))
    return paper(random, width, height) * bright[..., None]


def vignette(random, width, height):
    x, y = grid(width, height)
    distance = (x - x.mean()) ** 2 + (y - y.mean()) ** 2
    return paper(random, width, height) * (1 - random.uniform(0.4, 0.9) * distance / distance.max())[..., None]


def noise(random, width, height):
    bright = random.uniform(0.15, 0.9)
    return bright + random.uniform(0.03, 0.2) * random.normal(0, 1, (height, width, 3)).astype(np.float32)


def flat(random, width, height):
    colors = [(1, 1, 1), (0, 0, 0), (0.5, 0.5, 0.5), tuple(random.random(3))]
    return np.ones((height, width, 3), np.float32) * np.float32(colors[random.integers(len(colors))])


def gradient(random, width, height):
    x, y = grid(width, height)
    angle = random.uniform(0, 2 * np.pi)
    share = x * np.cos(angle) + y * np.sin(angle)
    if random.random() < 0.4:
        share = np.hypot(x - random.uniform(0, 1), y - random.uniform(0, 1))
    share = ((share - share.min()) / np.ptp(share))[..., None]
    return (random.random(3) + (random.random(3) - random.random(3)) * share).astype(np.float32)


def crumpled(random, width, height):
    """Facets between creases."""
    x, y = grid(width, height)
    shade = np.zeros((height, width), np.float32)
    for _ in range(random.integers(10, 30)):
        angle = random.uniform(0, 2 * np.pi)
        px, py = random.uniform(0, x.max()), random.uniform(0, y.max())
        distance = (x - px) * np.cos(angle) + (y - py) * np.sin(angle)
        near = np.exp(-((x - px) ** 2 + (y - py) ** 2) / random.uniform(0.02, 0.3))
        shade += random.uniform(0.01, 0.05) * near * np.tanh(distance / random.uniform(0.003, 0.03))
    return paper(random, width, height) * (1 + shade)[..., None]


def lines(random, picture, positions, angle, thickness, color, strength):
    """Straight lines from border to border, at `positions` along the normal to `angle`."""
    height, width = picture.shape[:2]
    x, y = grid(width, height)
    across = y * np.cos(angle) - x * np.sin(angle)
    cover = np.zeros((height, width), np.float32)
    pixel = 1 / min(width, height)
    for position in positions:
        cover = np.maximum(cover, np.clip((thickness / 2 - np.abs(across - position)) / pixel + 0.5, 0, 1))
    cover = (strength * cover)[..., None]
    return picture * (1 - cover) + np.float32(color) * cover


def printed(random, width, height):
    """Colour, thickness and strength of printed lines."""
    colors = [(0.80, 0.60, 0.45), (0.75, 0.65, 0.55), (0.4, 0.4, 0.4), (0.1, 0.1, 0.1), (0.5, 0.5, 0.8)]
    thickness = max(random.uniform(0.003, 0.012), 1 / min(width, height))
    return colors[random.integers(len(colors))], thickness, random.uniform(0.3, 0.95)


def ruled(random, width, height, is_squared=False):
    picture = paper(random, width, height) * light(random, width, height, 0.3)[..., None]
    pitch, angle = random.uniform(0.08, 0.3), random.normal(0, 0.04)
    color, thickness, strength = printed(random, width, height)
    start = random.uniform(0, pitch)
    positions = start + pitch * np.arange(-20, 30)
    picture = lines(random, picture, positions, angle, thickness, color, strength)
    return lines(random, picture, positions, angle + np.pi / 2, thickness, color, strength) if is_squared else picture


def squared(random, width, height):
    return ruled(random, width, height, is_squared=True)


def box(random, width, height):
    """An empty box of a form, or a row of them, near the borders of the picture."""
    picture = paper(random, width, height) * light(random, width, height, 0.3)[..., None]
    color, thickness, strength = printed(random, width, height)
    cover = np.zeros((height, width), np.float32)
    left, top = (random.uniform(0.03, 0.15, 2) * [width, height]).astype(int)
    right, bottom = (random.uniform(0.85, 0.97, 2) * [width, height]).astype(int)
    pen = max(1, round(thickness * min(width, height)))
    cells = random.integers(1, 5)
    for edge in np.linspace(left, right, cells + 1).astype(int):
        cv2.line(cover, (int(edge), int(top)), (int(edge), int(bottom)), 1, pen)
    for edge in (top, bottom):
        cv2.line(cover, (int(left), int(edge)), (int(right), int(edge)), 1, pen)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.normal(0, 2), 1)
    cover = (strength * cv2.warpAffine(cover, turn, (width, height)))[..., None]
    return picture * (1 - cover) + np.float32(color) * cover


def table(random, width, height):
    """Cells that go on beyond the picture."""
    picture = paper(random, width, height) * light(random, width, height, 0.3)[..., None]
    color, thickness, strength = printed(random, width, height)
    angle = random.normal(0, 0.03)
    picture = lines(random, picture, [0.12, 0.85, 0.9], angle, thickness, color, strength)
    return lines(random, picture, [-0.1, -random.uniform(0.5, 0.95)], angle + np.pi / 2, thickness, color, strength)


def wood(random, width, height):
    x, y = grid(width, height)
    along, across = (x, y) if random.random() < 0.5 else (y, x)
    bent = across * random.uniform(15, 40) + 0.5 * clouds(random, width, height, 0.3) + along * random.uniform(-2, 2)
    grain = 0.5 + 0.12 * np.sin(2 * np.pi * bent) + 0.06 * clouds(random, width, height, 0.01)
    return tinted(grain + 0.2, [(0.45, 0.65, 0.85), (0.30, 0.45, 0.62), (0.65, 0.78, 0.9)][random.integers(3)])


def cloth(random, width, height):
    x, y = grid(width, height)
    threads = random.uniform(15, 60)
    weave = np.sin(2 * np.pi * threads * x) * np.sin(2 * np.pi * threads * y)
    gray = random.uniform(0.3, 0.8) + 0.12 * weave + 0.05 * clouds(random, width, height, 0.3)
    return tinted(gray, random.uniform(0.6, 1, 3)) + 0.03 * random.normal(0, 1, (height, width, 1)).astype(np.float32)


def grass(random, width, height):
    """Blades so dense that none stands alone."""
    picture = np.full((height, width, 3), 0.25, np.float32)
    side = min(width, height)
    for _ in range(1500):
        x, y = random.uniform(-0.1, 1.1, 2) * [width, height]
        dx, dy = random.normal(0, 0.04) * side, random.uniform(0.05, 0.15) * side
        shade = random.uniform(0.2, 1)
        color = [float(v) for v in shade * np.array([0.2, random.uniform(0.5, 0.8), 0.35])]
        cv2.line(picture, (int(x), int(y)), (int(x + dx), int(y - dy)), color, max(1, side // 120), cv2.LINE_AA)
    return picture


def scanner_border(random, width, height):
    """Dark bars where the sheet did not cover the glass."""
    picture = paper(random, width, height)
    for side in random.permutation(4)[: random.integers(1, 4)]:
        reach = int(random.uniform(0.04, 0.15) * (width if side < 2 else height)) + 1
        bar = [np.s_[:, :reach], np.s_[:, -reach:], np.s_[:reach], np.s_[-reach:]][side]
        picture[bar] = random.uniform(0.02, 0.4) + 0.02 * random.normal(0, 1, picture[bar].shape)
    return picture


def page_edge(random, width, height):
    """A sheet that ends on a table."""
    x, y = grid(width, height)
    angle = random.integers(4) * np.pi / 2 + random.normal(0, 0.1)
    distance = (x - x.mean()) * np.cos(angle) + (y - y.mean()) * np.sin(angle) - random.uniform(0.15, 0.35)
    side = min(width, height)
    beyond = np.clip(distance * side + 0.5, 0, 1)[..., None]
    dark = 1 - random.uniform(0, 0.5) * np.exp(-np.maximum(distance, 0) / 0.03)
    table = wood(random, width, height) if random.random() < 0.5 else flat(random, width, height) * 0.5
    return paper(random, width, height) * (1 - beyond) + table * dark[..., None] * beyond


def blobs(random, width, height):
    """Something far out of focus."""
    x, y = grid(width, height)
    picture = paper(random, width, height)
    for _ in range(random.integers(1, 5)):
        px, py = random.uniform(0, x.max()), random.uniform(0, y.max())
        cover = np.exp(-((x - px) ** 2 + (y - py) ** 2) / random.uniform(0.03, 0.15))[..., None] * random.uniform(0.3, 0.9)
        picture = picture * (1 - cover) + random.random(3).astype(np.float32) * cover
    return picture


def keys(random, width, height):
    """Rows of blank keys, a little turned."""
    x, y = grid(width, height)
    angle, pitch = random.normal(0, 0.15), random.uniform(0.12, 0.25)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    row = np.floor(v / pitch)
    inside_x, inside_y = np.abs((u / pitch + 0.3 * row) % 1 - 0.5), np.abs((v / pitch) % 1 - 0.5)
    is_key = np.clip((0.42 - np.maximum(inside_x, inside_y)) * 20, 0, 1)[..., None]
    ground, key = random.uniform(0.05, 0.9, 2)
    return (ground + (key - ground) * is_key) * light(random, width, height, 0.4)[..., None] * np.ones(3, np.float32)


def specks(random, width, height):
    """Dust on the glass."""
    picture = paper(random, width, height)
    side = min(width, height)
    for _ in range(random.integers(5, 60)):
        centre = (random.random(2) * [width, height]).astype(int)
        radius = int(random.uniform(0.001, 0.006) * side)
        cv2.circle(picture, [int(v) for v in centre], radius, [random.uniform(0.2, 0.7)] * 3, -1, cv2.LINE_AA)
    return picture


KINDS = [paper, flat, crumpled, uneven, shadow, vignette, noise, gradient, ruled, squared, box, table, wood, cloth, grass,
         scanner_border, page_edge, blobs, keys, specks]
# In the smallest pictures a human could not tell these from a digit.
NEED_ROOM = {box, table, page_edge, scanner_border, blobs, keys, squared, ruled, wood, crumpled, shadow, cloth, grass}
