"""What a vendor wrote stays text in every format: it is neither obeyed, nor rendered, nor lost."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from generator.impact import Report
from generator.reports import render_html, render_json, render_markdown, render_text

from .hostile import TEXTS, hostile_report

STYLES = re.compile(r"\x1b\[[0-9;]*m")
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "section",
        "article",
        "div",
        "span",
        "details",
        "summary",
    ),
    *("h1", "h2", "h3", "h4", "p", "ul", "li", "a", "strong", "em", "code", "pre", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "open", "colspan"}
MARKDOWN_TAGS = {"h2", "h3", "h4", "p", "ul", "li", "strong", "code", "pre", "blockquote"}

hostile = pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[tuple[bool, str]] = []
        self.strange: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attributes
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append((bool({"code", "pre"} & set(self.open)), data))

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_pi(self, data: str) -> None:
        self.strange.append(data)


def terminal(report: Report, *, colours: bool) -> str:
    written = StringIO()
    console = Console(
        file=written,
        force_terminal=colours,
        color_system="standard" if colours else None,
        highlight=False,
        emoji=False,
        width=80,
    )
    render_text(report, console)
    return written.getvalue()


def is_harmless(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@hostile
def test_a_terminal_gets_nothing_to_obey(text: str) -> None:
    report = hostile_report(text)
    plain = terminal(report, colours=False)
    assert is_harmless(plain)
    assert STYLES.sub("", terminal(report, colours=True)) == plain
    assert max(map(len, plain.splitlines())) < 2_000


@hostile
def test_a_page_has_our_elements_only_and_loads_nothing(text: str) -> None:
    written = render_html(hostile_report(text))
    page = Page(written)
    assert page.open == []
    assert page.strange == []
    assert page.tags <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert all(value and value.startswith("#") for name, value in page.attributes if name == "href")
    targets = {value for name, value in page.attributes if name == "id"}
    assert {value for name, value in page.attributes if name == "href"} <= {f"#{value}" for value in targets}
    assert written.count("<style>") == 1
    assert "url(" not in written.partition("</style>")[0]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes
    assert is_harmless(written)


@hostile
def test_a_pull_request_gets_no_markup_but_ours(text: str) -> None:
    written = render_markdown(hostile_report(text))
    assert is_harmless(written)
    page = Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(written))
    assert page.tags <= MARKDOWN_TAGS
    assert set(page.attributes) <= {("class", "language-yaml"), ("class", "language-markdown")}
    words = "".join(data for is_code, data in page.text if not is_code)
    # A forge looks for these in what has been rendered, and backslashes are gone by then.
    assert not re.search(r"@[A-Za-z0-9]|#[0-9]|(?i:gh-[0-9])", words)


@hostile
def test_no_link_is_made_of_an_address_in_a_pull_request(text: str) -> None:
    # Links without markup are made while the text is read: https://github.github.com/gfm/#autolinks-extension-
    written = render_markdown(hostile_report(text))
    without_blocks = re.sub(r"^(`{3,}).*?^\1$", "", written, flags=re.MULTILINE | re.DOTALL)
    without_code = re.sub(r"`[^`\n]*`", "", re.sub(r"\\`", "", without_blocks))
    assert not re.search(r"(?<!\\)://|(?i:www\.)", without_code)


@hostile
def test_tools_get_what_was_written(text: str) -> None:
    written = render_json(hostile_report(text))
    assert written.isascii()
    assert is_harmless(written)
    report = json.loads(written)
    assert text in [change["after"] for change in report["changes"]]


def test_what_is_quoted_can_be_read_in_the_page() -> None:
    words = "".join(data for _, data in Page(render_html(hostile_report("<b>fat</b> & 'more'"))).text)
    assert words.count("<b>fat</b> & 'more'") > 5


def test_overlay_actions_are_exact_where_characters_cannot_be_seen() -> None:
    report = hostile_report("no\u00a0break \u202e \x1b[31m")
    (impact,) = report.impacts
    assert impact.repairs is not None
    assert impact.repairs.isascii()
    assert impact.repairs in render_markdown(report)
