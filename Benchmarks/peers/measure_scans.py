"""Measures `digits classify` on a folder of sources, FOLDER/<source>/<digit>/<file>; prints a Markdown table.

Every figure comes from the rows of the CSV, so it is what users get. An image without a digit (`blank`, `error`) counts
as wrong, and as neither `ok` nor sure. Baselines are taken from the table in FOLDER/SOURCES.md where there is one.
"""

import argparse
import os
import statistics
import sys

from risk_coverage import write_report
from scan_rows import Row, classify, timed_classify

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BASELINES = ["resize", "careful"]
SURE = 0.99
COLUMNS = ["source", "n", *BASELINES, "digits", "ok", "right of ok", f"≥ {SURE}", f"right of ≥ {SURE}", "review", "blank",
           "error", "ms/image"]


def baselines(folder):
    """Source → its cells of the columns BASELINES in SOURCES.md's table."""
    path = f"{folder}/SOURCES.md"
    if not os.path.exists(path):
        return {}
    lines = [line for line in open(path, encoding="utf-8") if line.startswith("|")]
    table = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    header = table[0] if table else []
    columns = [header.index(name) if name in header else None for name in BASELINES]
    return {row[0]: [row[i] if i is not None and i < len(row) else "–" for i in columns] for row in table[1:]}


def percent(part, whole):
    return f"{100 * part / whole:.2f}" if whole else "–"


def right(rows):
    """The share of right rows, and how many are wrong."""
    wrong = sum(not row.is_right for row in rows)
    return f"{percent(len(rows) - wrong, len(rows))} ({wrong})" if rows else "–"


def table_row(name, rows, baseline, milliseconds):
    accepted = [row for row in rows if row.status == "ok"]
    sure = [row for row in rows if row.confidence >= SURE]
    counts = [sum(row.status == status for row in rows) for status in ("review", "blank", "error")]
    cells = [name, len(rows), *baseline, right(rows), percent(len(accepted), len(rows)), right(accepted),
             percent(len(sure), len(rows)), right(sure), *counts, f"{milliseconds:.2f}"]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def milliseconds_per_image(paths, options, runs):
    """On one thread. The first image alone tells how long the start takes, and is left out."""
    whole = statistics.median(timed_classify(paths, options) for _ in range(runs))
    if len(paths) == 1:
        return 1000 * whole
    start = statistics.median(timed_classify(paths[:1], options) for _ in range(max(3, runs)))
    return 1000 * max(0, whole - start) / (len(paths) - 1)


def main():
    parser = argparse.ArgumentParser(prog="scans", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=f"{ROOT}/../shared/scans/dev", help="default: ../shared/scans/dev")
    parser.add_argument("--model", help="one bundled model by name, or a file")
    parser.add_argument("--finder", choices=["auto", "rules", "network"], default="auto", help="what finds the ink")
    parser.add_argument("--runs", type=int, default=3, help="timed runs, of which the median counts (default: 3)")
    parser.add_argument("--report", metavar="DIR", help="also write curves, lists and contact sheets of the errors")
    arguments = parser.parse_args()
    options = ["--finder", arguments.finder] + (["--model", arguments.model] if arguments.model else [])
    folder = os.path.abspath(arguments.folder)
    if not os.path.isdir(folder):
        sys.exit(f"scans: no folder {folder}")
    known = baselines(folder)
    everything: list[tuple[str, list[Row], float]] = []
    print("Per cent, numbers of wrong rows in brackets; ms/image on one thread.\n")
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" + "|---:" * (len(COLUMNS) - 1) + "|")
    for source in sorted(entry.name for entry in os.scandir(folder) if entry.is_dir()):
        rows = classify(f"{folder}/{source}", options)
        if not rows:
            continue
        milliseconds = milliseconds_per_image([row.path for row in rows], options, arguments.runs)
        everything.append((source, rows, milliseconds))
        print(table_row(source, rows, known.get(source, ["–"] * len(BASELINES)), milliseconds), flush=True)
        if arguments.report:
            write_report(arguments.report, source, rows, options)
    if not everything:
        sys.exit(f"scans: no <source>/<digit>/<file> in {folder}")
    photos = [part for part in everything if part[0].startswith("photos")]
    for name, parts in [("all-photos", photos), ("all", everything)]:
        rows = [row for part in parts for row in part[1]]
        if rows:
            milliseconds = sum(part[2] * len(part[1]) for part in parts) / len(rows)
            print(table_row(f"**{name}**", rows, ["–"] * len(BASELINES), milliseconds))
            if arguments.report:
                write_report(arguments.report, name, rows, options, with_sheets=False)


main()
