"""What was checked, and what failed."""


class Checks:
    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []

    def that(self, holds: bool, name: str, detail: object = "") -> None:
        """Prints the check; a failure is noted, and the others go on."""
        note = f": {detail}" if detail != "" else ""
        if holds:
            self.passed += 1
            print(f"  ok      {name}{note}")
        else:
            self.failed.append(name)
            print(f"  FAILED  {name}{note}")

    def equal(self, found: object, expected: object, name: str) -> None:
        self.that(found == expected, name, "" if found == expected else f"{found!r}, not {expected!r}")

    def report(self) -> int:
        """The exit code."""
        print(f"\n{self.passed} checks passed, {len(self.failed)} failed")
        for name in self.failed:
            print(f"  failed: {name}")
        return 1 if self.failed or self.passed == 0 else 0
