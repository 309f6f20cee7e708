"""A visit of the page with a mouse or a finger, of which everything that the browser complains of is kept."""

from pathlib import Path
from urllib.parse import urlsplit

from checks import Checks
from playwright.sync_api import Browser, ConsoleMessage, Request, expect

SIZES = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
    "sideways": {"width": 667, "height": 375},
}

# Whatever shifts by itself or breaks the policy is counted from the first moment on.
WATCHER = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.blockedURI));
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shifted += entry.value)))
  .observe({ type: "layout-shift", buffered: true });
window.liftedAt = 0;
document.addEventListener("pointerup", () => (liftedAt = performance.now()), true);
"""


class Visit:
    def __init__(self, chromium: Browser, address: str, shots: Path, checks: Checks, device: str, theme: str) -> None:
        self.address, self.shots, self.checks = address, shots, checks
        self.device, self.theme, self.name = device, theme, f"{device}-{theme}"
        self.is_touch = device != "desktop"
        self.context = chromium.new_context(
            viewport=SIZES[device], color_scheme=theme, accept_downloads=True,
            has_touch=self.is_touch, is_mobile=self.is_touch, device_scale_factor=2 if self.is_touch else 1)
        self.context.add_init_script(WATCHER)
        self.page = self.context.new_page()
        self.devtools = self.context.new_cdp_session(self.page)
        self.requests: list[Request] = []
        self.under_way = self.most_under_way = 0
        self.complaints: list[str] = []
        # Answers that are errors are complaints too, save where a check provokes them.
        self.expects_errors = False
        self._listen()

    def _listen(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))

    def __enter__(self) -> "Visit":
        self.page.goto(self.address)
        expect(self.page.locator("#facts dd").first).not_to_be_empty()
        return self

    def __exit__(self, *problem: object) -> None:
        if problem[0] is None:
            self._check_manners()
        else:
            self.shoot("stopped-here")
        self.context.close()

    def _check_manners(self) -> None:
        hosts = {urlsplit(request.url).netloc for request in self.requests if not request.url.startswith(("blob:", "data:"))}
        self.checks.equal(hosts, {urlsplit(self.address).netloc}, "no request went to another host")
        self.checks.equal(self.complaints, [], "nothing in the console")
        self.checks.equal(self.page.evaluate("violations"), [], "nothing against the content security policy")

    def _requested(self, request: Request) -> None:
        self.requests.append(request)
        if is_asking(request):
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)

    def _ended(self, request: Request) -> None:
        if is_asking(request):
            self.under_way -= 1

    def _said(self, message: ConsoleMessage) -> None:
        is_answer = "/v1/" in message.location["url"] and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not (is_answer and self.expects_errors):
            self.complaints.append(message.text)

    @property
    def classifications(self) -> int:
        return sum(map(is_asking, self.requests))

    def shoot(self, state: str) -> None:
        self.page.wait_for_timeout(250)
        self.page.screenshot(path=self.shots / f"{self.name}-{state}.png")

    def draw(self, *strokes: list[tuple[float, float]]) -> None:
        """Draws polylines, given in fractions of the paper's side, with the mouse or a finger."""
        self.page.evaluate("scrollTo(0, 0)")
        box = self.page.locator("#paper").bounding_box()
        assert box
        for stroke in strokes:
            points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in between(stroke)]
            self._touch(points) if self.is_touch else self._drag(points)

    def _drag(self, points: list[tuple[float, float]]) -> None:
        self.page.mouse.move(*points[0])
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*point)
        self.page.mouse.up()

    def _touch(self, points: list[tuple[float, float]]) -> None:
        def send(kind: str, *at: tuple[float, float]) -> None:
            self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})

        send("touchStart", points[0])
        for point in points[1:]:
            send("touchMove", point)
        send("touchEnd")

    def drop(self, *paths: Path) -> None:
        """Drops files or folders on the page as a file manager does; on a phone they are chosen by the buttons."""
        if not self.is_touch:
            data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
            for kind in ("dragEnter", "dragOver", "drop"):
                self.devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 400, "y": 300, "data": data})
            return
        for folder in filter(Path.is_dir, paths):
            self._choose("#choose-folder", folder)
        if files := [path for path in paths if path.is_file()]:
            self._choose("#choose-files", *files)

    def _choose(self, button: str, *paths: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.page.locator(button).tap()
        chooser.value.set_files(list(paths) if len(paths) > 1 else paths[0])

    def press(self, selector: str) -> None:
        self.page.locator(selector).tap() if self.is_touch else self.page.locator(selector).click()


def is_asking(request: Request) -> bool:
    """Whether a picture is sent to be read."""
    return "/v1/classify" in request.url or "/v1/read" in request.url


def between(stroke: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """More points, as a hand would give."""
    points = stroke[:1]
    for (x, y), (to_x, to_y) in zip(stroke, stroke[1:]):
        points += [(x + (to_x - x) * i / 6, y + (to_y - y) * i / 6) for i in range(1, 7)]
    return points
