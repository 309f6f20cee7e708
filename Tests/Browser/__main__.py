"""Checks the web page in headless Chromium: `python Tests/Browser ADDRESS FOLDER-FOR-SCREENSHOTS`."""

import sys
from pathlib import Path

import drawing
import files
import looks
import reading
import viewing
from browser import SIZES, Visit
from checks import Checks
from playwright.sync_api import sync_playwright


def main(address: str, shots: Path) -> int:
    checks = Checks()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for device in SIZES:
            for theme in ("light", "dark"):
                print(f"\n--- {device}, {theme}, Chromium {chromium.version}")
                with Visit(chromium, address, shots, checks, device, theme) as visit:
                    drawing.check(visit)
                    if theme == "light" and device != "sideways":
                        drawing.check_tools(visit)
                        drawing.check_troubles(visit)
                        files.check(visit)
                    else:
                        files.show(visit)
                    viewing.check(visit)
                    reading.check(visit)
                    looks.check(visit)
        print("\n--- other wishes of the visitor")
        looks.check_sizes(chromium, address, checks)
        looks.check_sideways(chromium, address, checks)
        looks.check_theme_button(chromium, address, checks)
        looks.check_reduced_motion(chromium, address, checks)
        chromium.close()
    return checks.report()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
