"""Reads scanned or photographed handwritten digits and numbers.

    import digits

    for row in digits.read("scans"):
        print(row.file, row.digit, row.confidence, row.status)

    for row in digits.read_numbers("amounts", alphabet="decimal"):
        print(row.file, row.text, row.value, row.status)

With pandas, the digits that a person should look at:

    import pandas

    table = pandas.DataFrame(digits.read("scans")).convert_dtypes()
    print(table[table.status == "review"][["file", "digit", "message"]])
"""

import json
import os
import pathlib
import subprocess
from typing import Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple, TypeVar, Union

__all__ = ["Character", "DigitsError", "Found", "NumberRow", "Row", "program", "read", "read_numbers"]

Path = Union[str, "os.PathLike[str]"]
_AnyRow = TypeVar("_AnyRow")


class Found(NamedTuple):
    """A digit in a picture."""

    digit: int
    confidence: float
    #: x, y, width and height in pixels of the upright picture.
    box: Tuple[int, int, int, int]


class Row(NamedTuple):
    """What was read from a picture."""

    file: str
    #: None unless there is exactly one digit.
    digit: Optional[int]
    #: 0 ... 1, the probability that the digit is right.
    confidence: Optional[float]
    #: "ok", "review" (a person should look at it), "blank" or "error".
    status: str
    #: Why the status is not "ok".
    message: Optional[str]
    #: Every digit that was found, in reading order.
    digits: List[Found]
    #: What options such as probabilities=True or explain=True add.
    more: Dict[str, Any]


class Character(NamedTuple):
    """A digit or separator of a number."""

    text: str
    confidence: float
    #: x, y, width and height in pixels of the upright picture.
    box: Tuple[int, int, int, int]


class NumberRow(NamedTuple):
    """The number that was read from a picture."""

    file: str
    #: As it is written, "1.250,50"; None if no number was read.
    text: Optional[str]
    #: The number itself, "1250.50"; None where the separators leave it open.
    value: Optional[str]
    #: 0 ... 1, the probability that the text is right.
    confidence: Optional[float]
    #: "ok", "review" (a person should look at it), "blank" or "error".
    status: str
    #: Why the status is not "ok", or a remark.
    message: Optional[str]
    #: How many lines of digits there are.
    lines: int
    #: Every sign of the text, without the spaces between lines.
    characters: List[Character]
    #: What options add, such as alternatives=2.
    more: Dict[str, Any]


class DigitsError(Exception):
    """A run that could not be finished; `status` is the exit status of the program, as its manual lists them."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


#: The program; it can also be run by itself.
program = str(pathlib.Path(__file__).parent / "bin" / "digits")

_longest_command = 100_000


def read(paths: Union[Path, Iterable[Path]], **options: Any) -> List[Row]:
    """Reads image files and folders, sub-folders included; a row for each picture, in order.

    `options` are those of `digits classify --help`, with `_` for `-`: read("scans", min_confidence=0.9, jobs=2,
    probabilities=True). A picture that cannot be read is a row with the status "error".

    Raises DigitsError when there is no picture, or an option is wrong.
    """
    return _rows("classify", _row, paths, options)


def read_numbers(paths: Union[Path, Iterable[Path]], **options: Any) -> List[NumberRow]:
    """Reads image files and folders as numbers; a row for each picture, in order.

    `options` are those of `digits read --help`, with `_` for `-`: read_numbers("cells", pattern="##.##", alternatives=2). An
    option that may be repeated takes a list: pattern=["####", "##.##"].

    Raises DigitsError when there is no picture, or an option is wrong.
    """
    return _rows("read", _number_row, paths, options)


def _rows(
    command: str,
    row: Callable[[Dict[str, Any]], _AnyRow],
    paths: Union[Path, Iterable[Path]],
    options: Dict[str, Any],
) -> List[_AnyRow]:
    named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    arguments = ["--format", "jsonl", *_arguments(options)]
    rows: List[_AnyRow] = []
    for part in _parts([_plain(path) for path in named]):
        rows += map(row, _run([program, command, *arguments, "--", *part]))
    return rows


def _plain(path: Path) -> str:
    name = os.fspath(path)
    return "./-" if name == "-" else name


def _arguments(options: Dict[str, Any]) -> Iterator[str]:
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            yield option
        elif isinstance(value, (list, tuple)):
            yield from (f"{option}={each}" for each in value)
        elif value is not None and value is not False:
            yield f"{option}={os.fspath(value) if isinstance(value, os.PathLike) else value}"


def _parts(paths: Sequence[str]) -> Iterator[List[str]]:
    """The paths in pieces that fit on a command line; one, empty, if there are none."""
    part: List[str] = []
    length = 0
    for path in paths:
        size = len(os.fsencode(path)) + 1
        if part and length + size > _longest_command:
            yield part
            part, length = [], 0
        part.append(path)
        length += size
    yield part


def _run(command: List[str]) -> List[Dict[str, Any]]:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # 1: some rows are errors.
    if done.returncode not in (0, 1):
        raise DigitsError(done.returncode, done.stderr.decode(errors="replace").strip())
    return [json.loads(line) for line in done.stdout.splitlines()]


def _row(read: Dict[str, Any]) -> Row:
    found = [Found(each["digit"], each["confidence"], tuple(each["box"])) for each in read["digits"]]
    more = {name: value for name, value in read.items() if name not in Row._fields}
    return Row(read["file"], read["digit"], read["confidence"], read["status"], read["message"], found, more)


def _number_row(read: Dict[str, Any]) -> NumberRow:
    signs = [Character(each["text"], each["confidence"], tuple(each["box"])) for each in read["characters"]]
    more = {name: value for name, value in read.items() if name not in NumberRow._fields}
    return NumberRow(
        read["file"], read["text"], read["value"], read["confidence"], read["status"], read["message"], read["lines"],
        signs, more)
