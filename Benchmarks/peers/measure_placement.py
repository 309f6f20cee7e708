"""Is one digit found wherever it is, and are several never taken for one? Composes pictures and prints two tables.

Right is the digit for one, whatever its status; for several, `review` with their exact number. Exit code 1 if more than
one in a hundred pictures with several digits is `ok`.
"""

import argparse
import os
import sys
import tempfile

import compose_pages
from scan_rows import classify, write_sheets

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DRAWINGS = [f"{ROOT}/../shared/scans/dev/{name}" for name in ("drawn_28px", "drawn_thin")]
MOST_SEVERAL_OK = 0.01


def print_table(columns, kinds):
    """A row for each kind and one for all; `columns` are names with what counts in them, in per cent or in pictures."""
    print("\n| | n | " + " | ".join(name for name, _, _ in columns) + " |\n|---" + "|---:" * (len(columns) + 1) + "|")
    for name, rows in [*kinds.items(), ("**all**", [row for rows in kinds.values() for row in rows])]:
        counts = [(sum(map(counted, rows)), is_share) for _, counted, is_share in columns]
        cells = [f"{100 * count / len(rows):.1f}" if is_share else str(count) for count, is_share in counts]
        print(f"| {name} | {len(rows)} | " + " | ".join(cells) + " |")


def is_ok(row):
    return row.status == "ok"


def is_blank(row):
    return row.status == "blank"


def is_wrongly_ok(row):
    return is_ok(row) and not row.is_right


def has_exact_number(row):
    return row.digit_count == len(row.truth)


def read(folder, kinds, options):
    """The rows of each kind, by its name."""
    names = [kind.__name__ for kind in kinds]
    return {
        name.replace("_", " "): classify(f"{folder}/{name}", options, set(os.listdir(f"{folder}/{name}")))
        for name in names
    }


def report(folder, name, rows, options):
    os.makedirs(folder, exist_ok=True)
    captions = [(f"{row.truth}>{row.digit or row.message or row.status}", row.path) for row in rows]
    write_sheets(f"{folder}/{name}", captions, options)


def main():
    parser = argparse.ArgumentParser(prog="placement", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", metavar="FOLDER", default=DRAWINGS,
                        help="drawings, FOLDER/<digit>/<file> (default: drawn_28px and drawn_thin in ../shared/scans/dev)")
    parser.add_argument("--seeds", type=int, nargs="+", metavar="N", default=[1, 2, 3], help="default: 1 2 3")
    parser.add_argument("--count", type=int, default=200, help="pictures of each kind for each seed (default: 200)")
    parser.add_argument("--model", help="one bundled model by name, or a file")
    parser.add_argument("--finder", choices=["auto", "rules", "network"], default="auto", help="what finds the ink")
    parser.add_argument("--report", metavar="DIR", help="also write contact sheets of what is wrong")
    arguments = parser.parse_args()
    options = ["--finder", arguments.finder] + (["--model", arguments.model] if arguments.model else [])
    drawings = compose_pages.Drawings(arguments.folders)
    if drawings.missing():
        sys.exit(f"placement: no drawings of {drawings.missing()} in {', '.join(arguments.folders)}")
    with tempfile.TemporaryDirectory() as folder:
        compose_pages.compose(drawings, folder, arguments.seeds, arguments.count)
        single = read(folder, compose_pages.SINGLE, options)
        several = read(folder, compose_pages.SEVERAL, options)
        print("Seeds " + ", ".join(map(str, arguments.seeds)) + ".", flush=True)
        print_table([("% right", lambda row: row.is_right, True), ("% blank", is_blank, True), ("% ok", is_ok, True),
                     ("wrong ok", is_wrongly_ok, False)], single)
        print_table([("% ok", is_ok, True), ("% blank", is_blank, True), ("% exact number", has_exact_number, True)],
                    several)
        if arguments.report:
            for name, rows in single.items():
                report(arguments.report, name, [row for row in rows if not row.is_right], options)
            for name, rows in several.items():
                report(arguments.report, name, [row for row in rows if not has_exact_number(row)], options)
    rows = [row for rows in several.values() for row in rows]
    sys.exit(sum(map(is_ok, rows)) > MOST_SEVERAL_OK * len(rows))


main()
