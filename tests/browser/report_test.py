#!/usr/bin/env python3
"""Opens report.html in a real headless Chromium and uses it as a reader would.

    python3 tests/browser/report_test.py REPORT.html [--query davatsi] [--pictures FOLDER] [--open-max SECONDS]

Nothing but Python's own library: chromedriver is spoken to by HTTP. Where chromium or chromedriver is missing, it says
so and ends with 0: the rest of the tests does not depend on a browser.
"""

import argparse
import base64
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """A session of chromedriver, as much of the WebDriver protocol as is needed here."""

    def __init__(self, chromium, chromedriver):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            [chromedriver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(self.base + "/status", timeout=2).read()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        options = {"binary": chromium, "args": FLAGS + [f"--user-data-dir={self.profile.name}"]}
        answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.base += f"/session/{answer['sessionId']}"

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from None

    def run(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def keys(self, selector, text):
        element = self.ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self.ask("POST", f"/element/{element}/value", {"text": text})

    def click(self, selector):
        element = self.ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self.ask("POST", f"/element/{element}/click", {})

    def go(self, place):
        self.run("location.hash = arguments[0]", place)
        time.sleep(0.25)

    def size(self, width, height, theme):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                      mobile=width < 600)
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.devtools("Page.captureScreenshot")["data"]))

    def complaints(self):
        return [entry["message"] for entry in self.ask("POST", "/se/log", {"type": "browser"})]

    def close(self):
        try:
            self.ask("DELETE", "")
        except (AssertionError, OSError):
            pass
        self.driver.terminate()
        self.driver.wait(20)
        self.profile.cleanup()


def wait_for(browser, script, what):
    for _ in range(100):
        if browser.run(script):
            return
        time.sleep(0.1)
    raise AssertionError(f"never happened: {what}")


def test(browser, report, query, open_max):
    """The checks, each with what it found."""
    start = time.monotonic()
    browser.ask("POST", "/url", {"url": report.resolve().as_uri()})
    wait_for(browser, "return document.documentElement.dataset.ready === 'true'", "the script has run")
    seconds = time.monotonic() - start
    shown = browser.run("return performance.getEntriesByType('paint').map(p => p.startTime).pop() / 1000")
    yield f"opens: {report.stat().st_size / 1e6:.1f} MB, first paint {shown or 0:.2f} s, ready {seconds:.2f} s"
    assert seconds < open_max, f"opening took {seconds:.1f} s"

    outside = browser.run("return performance.getEntriesByType('resource').map(r => r.name)")
    assert not outside, f"asks for {outside}"
    assert browser.run("return window.hit === undefined && document.querySelectorAll('img').length === 0"), \
        "text of a document became markup"
    yield "asks nothing of the network; text of documents stays text"

    # Search, by keyboard alone.
    browser.keys("body", "/")
    assert browser.run("return document.activeElement.getAttribute('role') === 'combobox'"), "/ does not lead to search"
    browser.keys("#search input", query)
    found = browser.run("return [...document.querySelectorAll('#found [role=option]')].map(o => o.textContent)")
    assert found, f"search for {query} finds nothing"
    browser.keys("#search input", "\ue007")
    wait_for(browser, "return location.hash.startsWith('#entity/')", "Enter opens the first entity found")
    wait_for(browser, "return !document.querySelector('#view-entity').hidden", "the entity is shown")
    name = browser.run("return document.querySelector('#view-entity h1').textContent")
    assert browser.run("return document.activeElement.tagName") == "H1", "the heading is not focused"
    yield f"search: {query} finds {len(found)}, first {name}"

    # Concordance, sorted by the words on either side.
    def column(side):
        return browser.run(f"return [...document.querySelectorAll('.kwic tbody td.{side}')].map(c => c.textContent)")
    lines = len(column("node"))
    assert lines > 0, "no concordance lines"
    for side in ("right", "left"):
        before = column(side)
        browser.click(f".kwic th[data-by={side}] button")
        after = column(side)
        # More than a hundred are shown a hundred at a time: then others may come first.
        assert lines >= 100 or sorted(before) == sorted(after), "sorting changed the lines"
        state = browser.run(f"return document.querySelector('.kwic th[data-by={side}]').getAttribute('aria-sort')")
        assert state == "ascending", state
        # The order is checked with the browser's own idea of the alphabet.
        assert browser.run("""
            const own = new Intl.Collator([document.documentElement.lang, 'ru', 'en'], {sensitivity: 'base', numeric: true});
            const clean = (s) => s.replace(/[^\\p{L}\\p{N}]+/gu, ' ').trim();
            const key = (s) => arguments[1] === 'left' ? clean(s).split(' ').reverse().join(' ') : clean(s);
            return arguments[0].every((s, i) => i === 0 || own.compare(key(arguments[0][i - 1]), key(s)) <= 0);
            """, after, side), f"not sorted by {side}"
        browser.click(f".kwic th[data-by={side}] button")
        state = browser.run(f"return document.querySelector('.kwic th[data-by={side}]').getAttribute('aria-sort')")
        assert state == "descending", state
    yield f"concordance: {lines} lines sorted both ways by left and right"

    browser.go("#entities")
    rows = browser.run("return document.querySelectorAll('.entities tbody tr').length")
    browser.click(".entities th button")
    state = browser.run("return document.querySelector('.entities th').getAttribute('aria-sort')")
    assert rows > 0 and state == "ascending", (rows, state)
    yield f"entities: {rows} rows shown, sorted by name"

    browser.go("#network")
    nodes = browser.run("return document.querySelectorAll('.net .node').length")
    if nodes:
        apart = browser.run("return new Set([...document.querySelectorAll('.net .node')].map(n => n.getAttribute('transform'))).size")
        assert apart == nodes, "nodes lie on one another"
        browser.run("document.querySelector('.net .node').focus()")
        assert browser.run("return document.querySelectorAll('.net .node.lit').length") > 1, "focus lights no company"
        browser.keys(".net .node.lit", "\ue014")
        assert browser.run("return document.activeElement === document.querySelectorAll('.net .node')[1]"), "arrows do not move"
        rows = browser.run("return document.querySelectorAll('.pairs tbody tr').length")
        assert rows > 0, "no table of pairs"
        browser.keys(".net .node:nth-of-type(2)", "\ue007")
        wait_for(browser, "return location.hash.startsWith('#entity/')", "Enter opens an entity of the network")
    yield f"network: {nodes} entities, by keyboard too, with a table"

    browser.go("#review")
    assert browser.run("return !document.querySelector('#view-review').hidden"), "no review"
    yield "review queue is shown"

    for width in (360, 768, 1280):
        browser.size(width, 800, "light")
        for place in ("#overview", "#entities", "#network", "#review"):
            browser.go(place)
            over = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{place} is {over} pixels too wide at {width}"
    yield "nothing is wider than the screen at 360, 768 and 1280 pixels"

    unnamed = browser.run("""
        return [...document.querySelectorAll('button, select, input, a')].filter((e) => !e.closest('[hidden]')
            && !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label'))).map((e) => e.outerHTML)""")
    assert not unnamed, f"controls without a name: {unnamed}"
    contrasts = browser.run(CONTRAST)
    assert not contrasts, f"too little contrast: {contrasts}"
    browser.size(1280, 800, "dark")
    time.sleep(0.3)
    contrasts = browser.run(CONTRAST)
    assert not contrasts, f"too little contrast in the dark: {contrasts}"
    yield "every control has a name; contrast of text is 4.5 or more in both themes"

    complaints = browser.complaints()
    assert not complaints, f"the console says {complaints}"
    yield "nothing in the console"


# Pairs of theme colours that text uses, by WCAG's measure.
CONTRAST = """
const style = getComputedStyle(document.documentElement);
const light = (name) => {
  const hex = style.getPropertyValue(name).trim();
  const long = hex.length === 4 ? '#' + [...hex.slice(1)].map((c) => c + c).join('') : hex;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(long.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const wrong = [];
const inks = ['--ink', '--soft', '--accent', '--good', '--PER', '--LOC', '--GRP', '--ORG', '--TTL', '--EVT'];
const pairs = inks.flatMap((ink) => [[ink, '--paper'], [ink, '--card']]);
pairs.push(['--mark-ink', '--mark'], ['--accent', '--accent-soft']);
for (const [ink, ground] of pairs) {
  const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < 4.5) wrong.push(`${ink} on ${ground}: ${ratio.toFixed(2)}`);
}
return wrong;
"""


def pictures(browser, folder):
    """Screenshots of every view in both themes, at the width of a desk and of a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    entity = browser.run("return JSON.parse(document.getElementById('data').textContent).entities[0].id")
    places = {"overview": "#overview", "entities": "#entities", "entity": f"#entity/{entity}", "network": "#network",
              "review": "#review"}
    for theme in ("light", "dark"):
        for device, (width, height) in {"desk": (1280, 1100), "phone": (390, 1000)}.items():
            browser.size(width, height, theme)
            for name, place in places.items():
                browser.go(place)
                browser.picture(folder / f"{name}-{device}-{theme}.png")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--query", default="davatsi")
    parser.add_argument("--pictures", type=pathlib.Path)
    parser.add_argument("--open-max", type=float, default=10.0)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        print("browser: not tested, there is no chromium with chromedriver here")
        return 0
    browser = Browser(chromium, chromedriver)
    try:
        for line in test(browser, arguments.report, arguments.query, arguments.open_max):
            print(f"browser: {line}")
        if arguments.pictures:
            pictures(browser, arguments.pictures)
    except AssertionError as error:
        print(f"browser: FAILED: {error}", file=sys.stderr)
        return 1
    finally:
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
