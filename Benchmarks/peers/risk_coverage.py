"""What rejecting by confidence gains: curves as CSV and SVG, and the errors to look at."""

import csv
import os

from scan_rows import write_sheets

WIDTH, HEIGHT, MARGIN = 480, 300, 50


def curve(rows):
    """(coverage, error among the accepted, least confidence), one for each confidence that occurs, surest first."""
    points, wrong = [], 0
    ordered = sorted(rows, key=lambda row: -row.confidence)
    for index, row in enumerate(ordered):
        wrong += not row.is_right
        if index + 1 == len(ordered) or ordered[index + 1].confidence < row.confidence:
            points.append(((index + 1) / len(rows), wrong / (index + 1), row.confidence))
    return points


def svg(name, points):
    """The curve: error in per cent over coverage in per cent."""
    highest = max(0.005, max(error for _, error, _ in points))

    def place(coverage, error):
        x = MARGIN + coverage * (WIDTH - 2 * MARGIN)
        return f"{x:.1f},{HEIGHT - MARGIN - error / highest * (HEIGHT - 2 * MARGIN):.1f}"

    def text(x, y, words, anchor="middle"):
        return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>'

    ticks = [text(MARGIN + i / 5 * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN + 18, f"{20 * i}") for i in range(6)]
    for i in range(5):
        y = HEIGHT - MARGIN - i / 4 * (HEIGHT - 2 * MARGIN)
        ticks.append(text(MARGIN - 6, y + 4, f"{25 * i * highest:.2f}", "end"))
        ticks.append(f'<path d="M{MARGIN},{y} H{WIDTH - MARGIN}" stroke="#ddd"/>')
    line = " ".join(place(coverage, error) for coverage, error, _ in points)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        text(WIDTH / 2, 24, f"{name}: error among the accepted, % of rows, over coverage, %"),
        *ticks,
        f'<polyline points="{line}" fill="none" stroke="#1450a0" stroke-width="2"/>',
        "</svg>\n",
    ])


def write_report(folder, name, rows, options, with_sheets=True):
    """NAME-curve.csv, NAME-curve.svg; with sheets also NAME-errors.csv and NAME-errors.png …, surest errors first."""
    os.makedirs(folder, exist_ok=True)
    points = curve(rows)
    with open(f"{folder}/{name}-curve.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["coverage", "error", "confidence"])
        writer.writerows([f"{coverage:.5f}", f"{error:.5f}", f"{confidence:.4f}"] for coverage, error, confidence in points)
    with open(f"{folder}/{name}-curve.svg", "w", encoding="utf-8") as file:
        file.write(svg(name, points))
    if not with_sheets:
        return
    wrong = sorted((row for row in rows if not row.is_right), key=lambda row: -row.confidence)
    with open(f"{folder}/{name}-errors.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "truth", "digit", "confidence", "status"])
        writer.writerows([row.path, row.truth, row.digit, f"{row.confidence:.4f}", row.status] for row in wrong)
    write_sheets(
        f"{folder}/{name}-errors",
        [(f"{row.truth}>{row.digit or row.status} {row.confidence:.4f}", row.path) for row in wrong],
        options,
    )
