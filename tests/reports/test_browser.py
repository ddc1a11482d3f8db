"""The page in a real browser, which forgives much that a parser of ours would stumble over."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.reports import render_html

from .hostile import TEXTS, hostile_report
from .test_hostile_texts import TAGS, Page

BROWSER = next(filter(None, map(shutil.which, ("google-chrome", "chromium", "chromium-browser"))), None)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on the PATH")
def test_a_browser_finds_nothing_to_run_or_to_load(tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    page.write_text(render_html(hostile_report("\n".join(TEXTS[:-2]))), "utf-8")
    assert BROWSER is not None
    ran = subprocess.run(
        [
            BROWSER,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"),
            *(f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND"),
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    shown = Page(ran.stdout)
    assert shown.tags <= TAGS
    assert "owned" not in ran.stdout.partition("</title>")[0]
    assert "For the changelog" in {data for _, data in shown.text}
    assert any("document.title = 'owned'" in data for _, data in shown.text)
