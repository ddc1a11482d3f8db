"""Drives headless Chromium by the WebDriver protocol: https://www.w3.org/TR/webdriver2/

Chromium and its driver are those of the machine; nothing is downloaded, and nothing leaves the machine.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import httpx

__all__ = ["FOREIGN_NAME", "KEYS", "Browser", "missing"]

FOREIGN_NAME: Final = "rebound.example"
"""A name that the browser takes for this machine, as after DNS rebinding."""

KEYS: Final = {"Tab": "\ue004", "Enter": "\ue007", "Space": " "}

_BROWSERS: Final = ("google-chrome", "chromium", "chromium-browser")
_DRIVER: Final = "chromedriver"
_LISTENING: Final = re.compile(r"successfully on port (\d+)")
_ARGUMENTS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1280,900",
    f"--host-resolver-rules=MAP {FOREIGN_NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_PATIENCE: Final = 60  # seconds; only a broken page makes a test wait for it

# Every change of the document asks again.
_UNTIL: Final = """
const done = arguments[arguments.length - 1];
const holds = () => (%s);
const observer = new MutationObserver(() => { if (holds()) { observer.disconnect(); done(true); } });
observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
if (holds()) { observer.disconnect(); done(true); }
"""


def missing(path: str | None = None) -> str | None:
    """Say what is missing to run a browser, ``None`` if nothing is.

    Args:
        path: where programs are looked for, as in the variable ``PATH``; in that of this process if not
            given.
    """
    if not any(shutil.which(name, path=path) for name in _BROWSERS):
        return "Chromium is not installed here; Debian's package is chromium"
    if shutil.which(_DRIVER, path=path) is None:
        return "chromedriver is not installed here; Debian's package is chromium-driver"
    return None


class Browser:
    """A browser with one window, while the ``with`` block lasts.

    Args:
        folder: an empty folder, for the profile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._http = httpx.Client(trust_env=False, timeout=_PATIENCE)

    def __enter__(self) -> Self:
        driver = shutil.which(_DRIVER)
        binary = next(filter(None, map(shutil.which, _BROWSERS)))
        assert driver is not None
        self._process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True)
        try:
            assert self._process.stdout is not None
            found = next(filter(None, map(_LISTENING.search, self._process.stdout)))
            self._session = f"http://127.0.0.1:{found[1]}/session"
            options = {"binary": binary, "args": [*_ARGUMENTS, f"--user-data-dir={self._folder}"]}
            wanted = {
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                "timeouts": {"script": _PATIENCE * 1000 // 2},
            }
            made = self._ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})
            self._session += f"/{made['sessionId']}"
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._end()

    def open(self, url: str) -> None:
        """Go to an address, and forget what the log and the network said before."""
        self._ask("POST", "/url", {"url": "about:blank"})
        self.console()
        self.requested()
        self._ask("POST", "/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a function's body in the page and return what it returns, a promise's value too."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def until(self, condition: str) -> None:
        """Wait until an expression is true of the page."""
        try:
            self._ask("POST", "/execute/async", {"script": _UNTIL % condition, "args": []})
        except AssertionError as error:
            shown = self.run("return document.body.innerText")
            raise AssertionError(f"{condition} does not hold; {error}; the page shows\n{shown}") from None

    def click(self, selector: str) -> None:
        """Press what a selector finds first."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        (identifier,) = found.values()
        self._ask("POST", f"/element/{identifier}/click", {})

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        strokes = [
            {"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")
        ]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def prefer(self, **features: str) -> None:
        """Answer media queries: ``prefer(color_scheme="dark")``."""
        media = [{"name": f"prefers-{name.replace('_', '-')}", "value": it} for name, it in features.items()]
        command = {"cmd": "Emulation.setEmulatedMedia", "params": {"features": media}}
        self._ask("POST", "/goog/cdp/execute", command)

    def dialog(self) -> str | None:
        """Return what an open dialog says, ``None`` if there is none."""
        response = self._http.get(f"{self._session}/alert/text").json()["value"]
        return response if isinstance(response, str) else None

    def console(self) -> list[str]:
        """Return what was written to the console since the last call, by the page and about it."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"})]

    def requested(self) -> list[str]:
        """Return the addresses that the page has asked for since the last call."""
        entries = self._ask("POST", "/se/log", {"type": "performance"})
        messages = [json.loads(entry["message"])["message"] for entry in entries]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        response = self._http.request(method, f"{self._session}{path}", json=body)
        value = response.json()["value"]
        assert response.is_success, f"{value['error']}: {value['message'].splitlines()[0]}"
        return value

    def _end(self) -> None:
        self._http.close()
        self._process.terminate()
        self._process.communicate()
