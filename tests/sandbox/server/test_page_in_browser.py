"""The page in a real browser: what a person sees, presses and reads, and what the browser holds against it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import kco
import pytest
from kco.sandbox import Sandbox

from .browser import FOREIGN_NAME, Browser, missing
from .programs import running
from .wire import Connection

CAPTION = "document.querySelector('#life-title').innerText"
TIMELINE = "document.querySelector('#timeline').innerText"
FAULTS = "document.querySelector('#faults').innerText"
MESSAGE = "document.querySelector('#message').innerText"
ORDERS = "document.querySelectorAll('#order-list li')"
MARKUP = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</code><svg/onload=alert(1)>",
    '"\'><a href="javascript:alert(1)">x</a>',
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests, which has to be there in CI."""
    reason = missing()
    if reason is not None and os.environ.get("CI"):
        pytest.fail(f"{reason}; CI must not go without it")
    if reason is not None:
        pytest.skip(reason)
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def vendor() -> str:
    """One vendor; the page does the same for the other."""
    return "kustom"


@pytest.fixture
def page(browser: Browser, sandbox: Sandbox, url: str) -> Iterator[Browser]:
    """The page of an empty sandbox; afterwards the browser has nothing to say against it."""
    browser.open(f"{url}/")
    browser.until(f"document.querySelector('#like').length > 0 && {CAPTION} === 'All requests'")
    yield browser
    assert browser.dialog() is None
    assert browser.console() == []
    assert [address for address in browser.requested() if not address.startswith(f"{url}/")] == []


def focused(browser: Browser) -> str:
    return str(browser.run("const it = document.activeElement; return it.id || it.innerText || it.tagName"))


def tab_to(browser: Browser, identifier: str) -> None:
    passed: list[str] = []
    while (now := focused(browser)) != identifier:
        assert now not in passed or now == "BODY", f"{identifier} is not among {passed}"
        passed.append(now)
        browser.press("Tab")


class TestStory:
    def test_a_lost_answer_is_one_capture_and_two_requests(
        self, page: Browser, sandbox: Sandbox, client: Any
    ) -> None:
        page.click("#add button")
        page.until(f"{ORDERS}.length === 1")
        (order_id,) = sandbox.orders
        page.until(f"{CAPTION} === 'Order {order_id}'")
        page.click("#lose")
        page.until(f"{FAULTS}.includes('lose_response')")

        client.captures.create(order_id, captured_amount=4_000, idempotency_key="key-of-the-capture")

        page.until(f"{TIMELINE}.includes('request 2 with it')")
        items = page.run(
            "return [...document.querySelectorAll('#timeline li')].map((item) => item.innerText)"
        )
        requests = [item for item in items if "captures.create" in item]
        assert len(requests) == 2
        assert all("key key-of-the-capture" in item for item in requests)
        assert ["captured 4000 SEK" in item for item in requests] == [True, False]
        assert ["lose_response" in item for item in requests] == [True, False]
        assert ["no answer" in item for item in requests] == [True, False]
        assert "201" in requests[1]
        assert "the first answer to this key again" in requests[1]
        assert page.run(f"return {FAULTS}") == "none"
        order = page.run(f"return {ORDERS}[0].innerText").split()
        assert " ".join(order) == (
            f"10000 SEK authorized PART_CAPTURED {order_id} "
            "captured 4000 SEK refunded 0 SEK remaining 6000 SEK"
        )

    def test_a_rate_limit_strikes_the_next_write(self, page: Browser, sandbox: Sandbox, client: Any) -> None:
        order_id = sandbox.add_order().order_id
        page.click("#limit")
        page.until(f"{FAULTS}.includes('rate_limit')")
        with pytest.raises(kco.RateLimitedError):
            client.with_options(retries=0).orders.acknowledge(order_id)
        page.until(f"{TIMELINE}.includes('429')")
        item = page.run("return document.querySelector('#timeline li:nth-child(2)').innerText")
        for word in ("orders.acknowledge", "nothing changed", "rate_limit"):
            assert word in item

    def test_time_passes_and_the_order_expires(self, page: Browser, sandbox: Sandbox) -> None:
        sandbox.add_order()
        page.until(f"{TIMELINE}.includes('will expire')")
        before = sandbox.now
        page.run("document.querySelector('#span').value = 'days 28'")
        page.click("#advance button")
        page.until(f"{ORDERS}[0].innerText.includes('EXPIRED')")
        assert (sandbox.now - before).days >= 28
        shown = page.run("return document.querySelector('#now').dateTime")
        assert shown[:10] == sandbox.now.date().isoformat()
        assert page.run(f"return {TIMELINE}").endswith("expired")

    def test_reset_forgets_everything(self, page: Browser, sandbox: Sandbox) -> None:
        sandbox.add_order()
        sandbox.drop_request()
        page.until(f"{ORDERS}.length === 1 && {FAULTS}.includes('drop_request')")
        page.click("#reset")
        page.until(f"{ORDERS}.length === 0 && {FAULTS} === 'none' && {CAPTION} === 'All requests'")
        assert (sandbox.orders, sandbox.faults) == ((), ())

    def test_faults_are_cleared(self, page: Browser, sandbox: Sandbox) -> None:
        sandbox.status(503, times=2, operation="captures.create")
        sandbox.unknown_values()
        page.until(f"{FAULTS}.includes('unknown_values')")
        assert page.run(f"return {FAULTS}").split("\n") == [
            "status 2 times, captures.create, code 503",
            "unknown_values every answer",
        ]
        page.click("#clear")
        page.until(f"{FAULTS} === 'none'")
        assert sandbox.faults == ()

    def test_every_example_can_be_added_with_an_amount(self, page: Browser, sandbox: Sandbox) -> None:
        examples = page.run(
            "return [...document.querySelector('#like').options].map((option) => option.value)"
        )
        assert "part_captured" in examples
        for number, example in enumerate(examples, start=1):
            page.run("document.querySelector('#like').value = arguments[0]", example)
            page.run("document.querySelector('#amount').value = arguments[0]", str(number * 1_000))
            page.click("#add button")
            page.until(f"{ORDERS}.length === {number}")
            assert sandbox.order(sandbox.orders[-1]).order_amount == number * 1_000

    def test_what_cannot_be_is_told_in_the_page(self, page: Browser, sandbox: Sandbox) -> None:
        # One minor unit has no parts.
        page.run("document.querySelector('#like').value = 'part_captured'")
        page.run("document.querySelector('#amount').value = '1'")
        page.click("#add button")
        page.until(f"{MESSAGE}.startsWith('status: expected ')")
        # The browser itself notes every answer that is an error.
        (noted,) = page.console()
        assert "/sandbox/orders - Failed to load resource: the server responded with a status of 400" in noted
        assert sandbox.orders == ()

    def test_a_capture_that_was_put_in_with_the_order_is_in_its_life(
        self, page: Browser, sandbox: Sandbox
    ) -> None:
        sandbox.add_order(captured_amount=3_000, refunded_amount=1_000)
        page.until(f"{TIMELINE}.includes('refunded 1000 SEK, without a request')")
        assert "captured 3000 SEK, without a request" in page.run(f"return {TIMELINE}")

    def test_the_bar_shows_the_shares(self, page: Browser, sandbox: Sandbox) -> None:
        sandbox.add_order(order_amount=8_000, captured_amount=4_000, refunded_amount=1_000)
        page.until(f"{ORDERS}.length === 1")
        widths = page.run(
            "return Object.fromEntries([...document.querySelectorAll('.bar span')]"
            ".map((part) => [part.className, part.getBoundingClientRect().width]))"
        )
        whole = sum(widths.values())
        shares = {name: round(width / whole, 2) for name, width in widths.items()}
        assert shares == pytest.approx({"captured": 0.375, "refunded": 0.125, "remaining": 0.5}, abs=0.02)

    def test_a_chosen_order_stays_chosen_and_the_newest_is_followed_until_then(
        self, page: Browser, sandbox: Sandbox
    ) -> None:
        sandbox.add_order(order_id="a")
        page.until(f"{CAPTION} === 'Order a'")
        sandbox.add_order(order_id="b")
        page.until(f"{CAPTION} === 'Order b'")
        page.click("#order-list li:nth-child(2) button")
        page.until(f"{CAPTION} === 'Order a'")
        sandbox.add_order(order_id="c")
        page.until(f"{ORDERS}.length === 3")
        assert page.run(f"return {CAPTION}") == "Order a"
        assert page.run("return document.querySelectorAll('[aria-current=true]').length") == 1

    def test_requests_to_no_order_are_among_all_requests(
        self, page: Browser, sandbox: Sandbox, connection: Connection
    ) -> None:
        sandbox.add_order(order_id="a")
        page.click("#everything")
        connection.request("GET", "/nowhere")
        connection.response()
        page.until(f"{TIMELINE}.includes('GET /nowhere')")

    def test_it_says_how_to_begin(self, page: Browser, sandbox: Sandbox) -> None:
        shown = page.run("return document.querySelector('#options').innerText")
        with eval(shown, {"kco": kco}) as client:
            order_id = sandbox.add_order(order_id="b").order_id
            assert client.orders.get(order_id).order_id == "b"
        page.until("document.querySelector('#start').hidden")


class TestKeyboard:
    def test_every_control_is_reached_and_pressed(self, page: Browser, sandbox: Sandbox) -> None:
        tab_to(page, "span")
        page.press("Tab", "Enter")
        page.until(f"{MESSAGE}.startsWith('It is ')")
        tab_to(page, "amount")
        page.press("Tab", "Enter")
        page.until(f"{ORDERS}.length === 1")
        tab_to(page, "lose")
        page.press("Enter")
        page.until(f"{FAULTS}.includes('lose_response')")
        assert focused(page) == "lose"
        page.press("Tab", "Space")
        page.until(f"{FAULTS}.includes('rate_limit')")
        tab_to(page, "clear")
        page.press("Enter")
        page.until(f"{FAULTS} === 'none'")
        # The button that was pressed is gone.
        page.until("document.activeElement.id === 'lose'")
        tab_to(page, "everything")
        page.press("Enter")
        page.until(f"{CAPTION} === 'All requests'")
        page.press("Tab", "Enter")
        page.until(f"{CAPTION} === 'Order {sandbox.orders[0]}'")
        page.press("Tab")
        assert focused(page) == "life"
        tab_to(page, "reset")
        page.press("Enter")
        page.until(f"{ORDERS}.length === 0")
        assert sandbox.orders == ()

    def test_an_update_leaves_the_focus_and_a_selection_where_they_are(
        self, page: Browser, sandbox: Sandbox, client: Any
    ) -> None:
        order_id = sandbox.add_order().order_id
        page.until(f"{ORDERS}.length === 1")
        tab_to(page, "everything")
        page.press("Tab", "Enter")
        page.until("document.querySelector('#order-list button').ariaCurrent === 'true'")
        client.orders.acknowledge(order_id, idempotency_key="k")
        page.until(f"{TIMELINE}.includes('key k')")
        page.run("getSelection().selectAllChildren(document.querySelector('.detail code'))")
        client.captures.create(order_id, captured_amount=10_000)
        page.until(f"{ORDERS}[0].innerText.includes('CAPTURED') && {TIMELINE}.includes('captures.create')")
        assert page.run("return getSelection().toString()") == "k"
        assert page.run("return document.activeElement.className") == "order"

    def test_every_control_has_a_name(self, page: Browser, sandbox: Sandbox) -> None:
        sandbox.add_order()
        page.until(f"{ORDERS}.length === 1")
        nameless = page.run(
            "return [...document.querySelectorAll('button, input, select')].filter((it) =>"
            " !it.innerText.trim() && !it.ariaLabel && !it.labels?.length).map((it) => it.outerHTML)"
        )
        assert nameless == []


class TestText:
    @pytest.mark.parametrize("markup", MARKUP)
    def test_markup_in_an_order_is_shown_as_text(
        self, page: Browser, sandbox: Sandbox, connection: Connection, client: Any, markup: str
    ) -> None:
        before = page.run("return document.querySelectorAll('img, svg, a, body script').length")
        sandbox.add_order(order_id=markup, purchase_currency=markup, merchant_reference1=markup)
        client.orders.acknowledge(markup, idempotency_key=markup)
        connection.request("GET", f"/{markup.replace(' ', '')}")
        connection.response()
        page.until(f"{TIMELINE}.includes('orders.acknowledge')")
        assert page.run(f"return {CAPTION}") == f"Order {markup}"
        assert f"key {markup}" in page.run(f"return {TIMELINE}")
        assert f"10000 {markup}" in page.run(f"return {ORDERS}[0].innerText")
        page.click("#everything")
        page.until(f"{CAPTION} === 'All requests'")
        assert f"GET /{markup.replace(' ', '')}" in page.run(f"return {TIMELINE}")
        assert page.run("return document.querySelectorAll('img, svg, a, body script').length") == before

    def test_nobody_named_in_an_order_is_shown(self, page: Browser, sandbox: Sandbox) -> None:
        order = sandbox.add_order(like="business").to_dict()
        page.until(f"{ORDERS}.length === 1")
        shown = page.run("return document.documentElement.innerHTML")
        assert order["order_id"] in shown
        address = order["billing_address"]
        assert [value for name, value in address.items() if name != "country" and value in shown] == []

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_all_text_can_be_read(self, page: Browser, sandbox: Sandbox, client: Any, scheme: str) -> None:
        page.prefer(color_scheme=scheme, reduced_motion="reduce")
        for like in ("part_captured", "expired", "one_line"):
            sandbox.add_order(like=like)
        sandbox.add_order(captured_amount=10_000)
        order_id = sandbox.add_order().order_id
        client.orders.get(order_id)
        sandbox.lose_response()
        client.captures.create(order_id, captured_amount=1)
        with pytest.raises(kco.KcoError):
            client.captures.create(order_id, captured_amount=100_000)
        sandbox.rate_limit()
        page.until(f"{ORDERS}.length === 5 && {TIMELINE}.includes('403') && {FAULTS}.includes('rate_limit')")
        contrasts = page.run(CONTRASTS)
        page.prefer()
        assert len(contrasts) > 60
        assert {text: ratio for text, ratio in contrasts.items() if ratio < 4.5} == {}

    def test_dark_is_dark(self, page: Browser) -> None:
        grounds = {}
        for scheme in ("light", "dark"):
            page.prefer(color_scheme=scheme)
            grounds[scheme] = page.run("return getComputedStyle(document.documentElement).backgroundColor")
        page.prefer()
        assert grounds == {"light": "rgb(244, 245, 243)", "dark": "rgb(20, 24, 26)"}


# The contrast of each text with what is behind it: https://www.w3.org/TR/WCAG22/#contrast-minimum
CONTRASTS = """
const channels = (color) => color.match(/[\\d.]+/g).map(Number);
const luminance = (color) => {
  const [red, green, blue] = channels(color).slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const ground = (element) => {
  const color = getComputedStyle(element).backgroundColor;
  return (channels(color)[3] ?? 1) === 1 ? color : ground(element.parentElement);
};
const found = {};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  const text = walker.currentNode.data.trim();
  if (!text || !element.checkVisibility() || element.closest('noscript')) continue;
  const [one, other] = [getComputedStyle(element).color, ground(element)].map(luminance);
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  found[`${element.className} ${text} ${Object.keys(found).length}`] = ratio;
}
return found;
"""


class TestPolicy:
    def test_the_browser_makes_no_markup_of_text_even_if_it_is_told_to(
        self, browser: Browser, url: str
    ) -> None:
        browser.open(f"{url}/")
        attempts = [
            "document.body.innerHTML = '<b>x</b>'",
            "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
            "document.write('<b>x</b>')",
            "document.body.setAttribute('onclick', '1')",
            "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))",
        ]
        for attempt in attempts:
            caught = browser.run(
                f"try {{ {attempt}; return 'done'; }} catch (error) {{ return error.name; }}"
            )
            assert caught == "TypeError", attempt
        # The log tells, so an empty log in the other tests is worth something.
        assert len(browser.console()) >= len(attempts) - 1

    def test_the_browser_loads_nothing_from_elsewhere(self, browser: Browser, url: str) -> None:
        browser.open(f"{url}/")
        other = url.replace("127.0.0.1", "localhost")
        refused = browser.run(
            "const [address] = arguments;return fetch(address).then(() => 'loaded', (error) => error.name)",
            f"{other}/sandbox",
        )
        assert refused == "TypeError"
        assert any("Content Security Policy" in line for line in browser.console())


class TestOtherPages:
    @pytest.fixture
    def elsewhere(self) -> Iterator[str]:
        """A server of another web page, on this machine too."""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<!doctype html><title>elsewhere</title><body>")

            def log_message(self, format: str, *args: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
            thread.join()

    @pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
    def test_they_change_nothing_and_read_nothing(
        self, browser: Browser, elsewhere: str, sandbox: Sandbox, url: str, name: str
    ) -> None:
        sandbox.add_order(order_id="a")
        sandbox.drop_request()
        browser.open(elsewhere.replace("127.0.0.1", name))
        outcomes = browser.run(
            """
            const [url] = arguments;
            const json = {'Content-Type': 'application/json'};
            const attempts = [
              ['/sandbox/orders', {method: 'POST', body: '{}', headers: json}],
              ['/sandbox/orders', {method: 'POST', body: '{}', mode: 'no-cors'}],
              ['/sandbox/reset', {method: 'POST', body: '{}', mode: 'no-cors'}],
              ['/sandbox/faults', {method: 'DELETE'}],
              ['/sandbox/overview', {}],
              ['/sandbox/journal', {}],
              ['/', {}],
            ];
            return Promise.all(attempts.map(([path, options]) => fetch(url + path, options)
              .then(async (answer) => `${answer.type} ${await answer.text()}`, (error) => error.name)));
            """,
            url,
        )
        assert set(outcomes) == {"TypeError", "opaque "}
        assert sandbox.orders == ("a",)
        assert len(sandbox.faults) == 1

    def test_they_cannot_show_it_in_a_frame(
        self, browser: Browser, elsewhere: str, sandbox: Sandbox, url: str
    ) -> None:
        browser.open(elsewhere)
        browser.run(
            "const frame = document.createElement('iframe'); frame.src = arguments[0];"
            "const loaded = new Promise((resolve) => { frame.onload = resolve; });"
            "document.body.append(frame); return loaded.then(() => 0)",
            f"{url}/",
        )
        requested = browser.requested()
        assert f"{url}/" in requested
        assert f"{url}/sandbox/page.js" not in requested

    def test_a_name_that_was_rebound_to_this_machine_shows_nothing(
        self, browser: Browser, sandbox: Sandbox, url: str
    ) -> None:
        browser.open(f"{url.replace('127.0.0.1', FOREIGN_NAME)}/")
        assert browser.run("return document.body.innerText").startswith("Host: ")
        status = browser.run(
            "return fetch('/sandbox/overview').then((answer) => answer.status, (error) => error.name)"
        )
        assert status in (403, "TypeError")


class TestProgram:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_an_open_page_does_not_hold_it_up_and_comes_back_with_it(
        self, browser: Browser, number: signal.Signals
    ) -> None:
        with running("--quiet") as program:
            browser.open(f"{program.url}/")
            browser.until(f"{ORDERS}.length === 1")
            assert program.stop(number) == (0, "")
        browser.until(f"{MESSAGE}.startsWith('The sandbox does not answer.')")
        with running("--quiet", "--orders", "3", "--port", program.url.rpartition(":")[2]):
            browser.until(f"{ORDERS}.length === 3")
            assert browser.run(f"return {MESSAGE}") == "The sandbox answers again."
            browser.open("about:blank")

    def test_it_names_the_vendor(self, browser: Browser) -> None:
        with running("--vendor", "klarna", "--quiet") as program:
            browser.open(f"{program.url}/")
            browser.until("document.title === 'Klarna sandbox'")
            assert browser.run("return document.querySelector('#options').innerText").startswith(
                "kco.Klarna("
            )
            browser.open("about:blank")

    def test_the_page_that_asks_every_second_leaves_no_lines_in_the_log(self, browser: Browser) -> None:
        with running() as program:
            browser.open(f"{program.url}/")
            browser.until(f"{ORDERS}.length === 1")
            browser.run("return fetch('sandbox/journal').then(() => 0)")
            browser.open("about:blank")
            _, errors = program.stop()
        asked = [line.split(" ")[2] for line in errors.splitlines()]
        assert asked[0] == "/"
        assert "/sandbox/journal" in asked
        assert "/sandbox/overview" not in asked


def test_a_machine_without_a_browser_is_told_what_to_install() -> None:
    assert missing("") == "Chromium is not installed here; Debian's package is chromium"
