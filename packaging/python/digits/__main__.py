"""The command `digits`: becomes the program."""

import os
import sys

from digits import program


def main() -> None:
    os.execv(program, ["digits", *sys.argv[1:]])


if __name__ == "__main__":
    main()
