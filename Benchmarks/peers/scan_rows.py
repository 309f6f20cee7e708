"""Runs `digits classify` and reads its rows."""

import csv
import io
import os
import re
import subprocess
import time
from dataclasses import dataclass

DIGITS = os.environ["DIGITS"]


@dataclass
class Row:
    path: str
    # What is written there: the name of the folder in the source, usually a digit.
    truth: str
    # Empty where none was given.
    digit: str
    # 0 where no digit was given.
    confidence: float
    status: str
    message: str

    @property
    def is_right(self):
        return self.digit == self.truth

    @property
    def digit_count(self):
        """How many digits were found: of several, the message tells."""
        several = re.match(r"(\d+) digits", self.message)
        return int(several[1]) if several else int(self.digit != "")


def run(command, lines=None, **options):
    """Standard output of `command`; exit code 1, some rows being errors, is no failure."""
    text = None if lines is None else "\0".join(lines)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, **options)
    if done.returncode not in (0, 1):
        raise SystemExit(f"exit code {done.returncode}: {' '.join(command)}\n{done.stderr}")
    return done.stdout


def classify(folder, options=(), truths=frozenset("0123456789")):
    """The rows of `folder`/<truth>/<file>; what lies in other folders is left out."""
    output = run([DIGITS, "classify", folder, "--quiet", *options])
    rows = []
    for record in csv.DictReader(io.StringIO(output)):
        truth = os.path.relpath(record["file"], folder).split(os.sep)[0]
        if truth in truths:
            confidence = float(record["confidence"] or 0) if record["digit"] else 0
            rows.append(Row(record["file"], truth, record["digit"], confidence, record["status"], record["message"]))
    return rows


def timed_classify(paths, options=()):
    """Seconds that one thread takes for `paths`, the start of the process included."""
    begin = time.perf_counter()
    run([DIGITS, "classify", "-", "--null", "--jobs", "1", "--quiet", *options], paths)
    return time.perf_counter() - begin


def write_sheets(prefix, pictures, options=()):
    """Contact sheets `prefix`.png, `prefix`-2.png … of (caption, path), drawn by `digits preview`, which shows names: so
    the pictures get other names, which are links."""
    if not pictures:
        return
    sheet = os.path.abspath(f"{prefix}.png")
    links = f"{sheet}.links"
    os.makedirs(links)
    names = [f"{caption} {os.path.basename(path)}" for caption, path in pictures]
    try:
        for name, (_, path) in zip(names, pictures):
            os.symlink(os.path.abspath(path), f"{links}/{name}")
        run([DIGITS, "preview", "-", "--null", "-o", sheet, *options], names, cwd=links)
    finally:
        for name in os.listdir(links):
            os.unlink(f"{links}/{name}")
        os.rmdir(links)
