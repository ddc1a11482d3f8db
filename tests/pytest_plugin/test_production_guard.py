"""During tests no client of kco reaches a vendor's production, unless the test says that it means to."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest
from kco.klarna.servers import SERVERS as KLARNA
from kco.kustom.servers import SERVERS as KUSTOM

from .conftest import OUTPUT, Suite

pytest_plugins = ["pytester"]

HOSTS = {
    url.removeprefix("https://")
    for servers in (KUSTOM, KLARNA)
    for name, url in servers.items()
    if name.endswith("production")
}

#: A shop's HTTP client that notes where it is sent, and goes nowhere.
DOUBLES = """
    import asyncio
    from types import SimpleNamespace


    class HttpClient:
        def __init__(self):
            self.urls = []

        def request(self, method, url, **_):
            self.urls.append(url)
            return SimpleNamespace(status_code=200, headers={}, content=b'{"order_id": "1"}')


    class AsyncHttpClient(HttpClient):
        async def request(self, method, url, **_):
            return super().request(method, url)
    """


def test_the_hosts_are_those_of_the_descriptions() -> None:
    assert {"api.kustom.co", "api.klarna.com", "api-na.klarna.com", "api-oc.klarna.com"} == HOSTS


def test_no_client_reaches_production_however_it_is_made(suite: Suite) -> None:
    result = suite(
        f"""
        import asyncio
        import socket
        import threading

        import kco
        import pytest
        from doubles import AsyncHttpClient, HttpClient

        LIVE, TEST = dict(api_key="kco_live_api_x"), dict(api_key="kco_test_api_x")
        KLARNA = dict(api_key="klarna_live_api_x")
        IMPORTED = kco.Kustom(**LIVE)
        ASYNC_IMPORTED = kco.AsyncKustom(**LIVE)


        @pytest.fixture(autouse=True)
        def no_network(monkeypatch):
            def opened(*_, **__):
                raise AssertionError("a connection was opened")

            monkeypatch.setattr(socket, "getaddrinfo", opened)
            monkeypatch.setattr(socket.socket, "connect", opened)


        @pytest.fixture(scope="session")
        def of_the_session():
            return kco.Klarna(**KLARNA)


        def refused(call, host="api.kustom.co"):
            with pytest.raises(kco.ConfigurationError) as caught:
                call()
            error = caught.value
            assert error.outcome == "not_sent"
            assert host in str(error) and "@pytest.mark.kco_production" in str(error)


        MADE = {{
            "key": (kco.Kustom, LIVE),
            "environment": (kco.Kustom, dict(api_key="x", environment="production")),
            "address": (kco.Kustom, TEST | dict(base_url="https://api.kustom.co")),
            "address in capitals": (kco.Kustom, TEST | dict(base_url="https://API.Kustom.CO")),
            "absolute name": (kco.Kustom, TEST | dict(base_url="https://api.kustom.co./")),
            "port": (kco.Kustom, TEST | dict(base_url="https://api.kustom.co:443")),
            "other vendor's address": (kco.Klarna, dict(api_key="x", environment="playground",
                                                        base_url="https://api.kustom.co")),
        }}


        @pytest.mark.parametrize("how", MADE)
        def test_options(how):
            kind, options = MADE[how]
            refused(lambda: kind(**options).orders.get("1"))
            http_client = HttpClient()
            refused(lambda: kind(**options, http_client=http_client).orders.get("1"))
            assert http_client.urls == []


        @pytest.mark.parametrize("how", MADE)
        def test_asynchronous(how):
            kind, options = MADE[how]
            kind = {{kco.Kustom: kco.AsyncKustom, kco.Klarna: kco.AsyncKlarna}}[kind]
            refused(lambda: asyncio.run(kind(**options).orders.get("1")))
            http_client = AsyncHttpClient()
            refused(lambda: asyncio.run(kind(**options, http_client=http_client).orders.get("1")))
            assert http_client.urls == []


        @pytest.mark.parametrize("region", ["eu", "na", "oc"])
        def test_regions(region):
            host = "api" + ("" if region == "eu" else "-" + region) + ".klarna.com"
            assert host in {HOSTS!r}
            refused(lambda: kco.Klarna(**KLARNA, region=region).orders.get("1"), host)


        def test_variables(monkeypatch):
            monkeypatch.setenv("KUSTOM_API_KEY", "kco_live_api_x")
            refused(lambda: kco.Kustom.from_env().orders.get("1"))


        def test_made_before_the_test(of_the_session):
            refused(lambda: IMPORTED.orders.get("1"))
            refused(lambda: asyncio.run(ASYNC_IMPORTED.orders.get("1")))
            refused(lambda: of_the_session.orders.get("1"), "api.klarna.com")


        CALLS = {{
            "read": lambda client: client.orders.get("1"),
            "write": lambda client: client.captures.create("1", captured_amount=1),
            "ensure": lambda client: client.refunds.ensure("1", refunded_amount=1, reference="r"),
            "with_response": lambda client: client.captures.with_response.list("1"),
            "request": lambda client: client.request("POST", "/settlements/v1/payouts", json={{}}),
            "copy": lambda client: client.with_options(retries=0).orders.acknowledge("1"),
        }}


        @pytest.mark.parametrize("call", CALLS)
        def test_calls(call):
            refused(lambda: CALLS[call](IMPORTED))


        def test_threads():
            failures = []

            def work():
                try:
                    IMPORTED.orders.get("1")
                except kco.ConfigurationError as error:
                    failures.append(error)

            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
            assert len(failures) == 1
        """,
        doubles=DOUBLES,
    )
    result.assert_outcomes(passed=26)


def test_a_refused_call_uses_up_no_idempotency_key_and_tells_no_hook(suite: Suite) -> None:
    result = suite(
        """
        import kco
        import pytest
        from doubles import HttpClient

        http_client, told = HttpClient(), []


        class Watch:
            before_attempt = after_attempt = after_call = told.append


        client = kco.Kustom(api_key="kco_live_api_x", http_client=http_client, hooks=[Watch()])


        def test_refused():
            with pytest.raises(kco.ConfigurationError):
                client.captures.create("1", captured_amount=1, idempotency_key="k")
            assert told == []


        @pytest.mark.kco_production
        def test_meant():
            client.captures.create("1", captured_amount=2, idempotency_key="k")
            assert len(http_client.urls) == 1
        """,
        doubles=DOUBLES,
    )
    result.assert_outcomes(passed=2)


def test_a_marked_test_may_call_production_and_the_next_one_may_not(suite: Suite) -> None:
    result = suite(
        """
        import asyncio

        import kco
        import pytest
        from doubles import AsyncHttpClient, HttpClient

        client = kco.Kustom(api_key="kco_live_api_x", http_client=HttpClient())


        def is_refused():
            try:
                client.orders.get("1")
            except kco.ConfigurationError:
                return True
            return False


        @pytest.fixture
        def around():
            before = is_refused()
            yield before
            assert is_refused() == before


        def test_before(around):
            assert around and is_refused()


        @pytest.mark.kco_production
        def test_function(around):
            assert not around and not is_refused()
            client = kco.AsyncKlarna(api_key="klarna_live_api_x", http_client=AsyncHttpClient())
            assert asyncio.run(client.orders.get("1")).order_id == "1"


        def test_between(around):
            assert around and is_refused()


        @pytest.mark.kco_production
        class TestAll:
            def test_class(self, around):
                assert not around and not is_refused()

            def test_that_fails(self):
                raise AssertionError


        def test_after(around):
            assert around and is_refused()
        """,
        doubles=DOUBLES,
    )
    result.assert_outcomes(passed=5, failed=1)


def test_what_is_not_production_is_called_as_ever(suite: Suite) -> None:
    result = suite(
        """
        import kco
        import pytest
        from doubles import HttpClient


        @pytest.mark.parametrize(
            ("kind", "options", "url"),
            [
                (kco.Kustom, dict(api_key="kco_test_api_x"), "https://api.playground.kustom.co/"),
                (kco.Klarna, dict(api_key="klarna_test_api_x"), "https://api.playground.klarna.com/"),
                (kco.Kustom, dict(api_key="kco_live_api_x", base_url="http://127.0.0.1:1"), "http://127.0.0.1:1/"),
                (
                    kco.Kustom,
                    dict(api_key="kco_live_api_x", base_url="https://api.kustom.co.example"),
                    "https://api.kustom.co.example/",
                ),
            ],
        )
        def test_others(kind, options, url):
            http_client = HttpClient()
            kind(**options, http_client=http_client).orders.get("1")
            assert [sent.startswith(url) for sent in http_client.urls] == [True]
        """,
        doubles=DOUBLES,
    )
    result.assert_outcomes(passed=4)


def test_a_call_while_tests_are_collected_is_refused(suite: Suite) -> None:
    result = suite(
        """
        import kco

        kco.Kustom(api_key="kco_live_api_x").orders.get("1")


        def test_nothing():
            pass
        """
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ConfigurationError: orders.get: api.kustom.co is production*"])


def test_a_call_of_the_first_conftest_is_refused_before_the_session_has_begun(
    suite: Suite, pytester: pytest.Pytester
) -> None:
    pytester.makeconftest(
        """
        import kco
        from doubles import HttpClient

        http_client = HttpClient()
        client = kco.Kustom(api_key="kco_live_api_x", http_client=http_client)

        def refused():
            try:
                client.orders.get("1")
            except kco.ConfigurationError:
                return http_client.urls == []
            return False

        MOMENTS = [refused()]

        def pytest_addoption(parser):
            MOMENTS.append(refused())

        def pytest_configure(config):
            MOMENTS.append(refused())
        """
    )
    result = suite(
        """
        def test_every_moment(request):
            conftest = request.config.pluginmanager.get_plugin(str(request.config.rootpath / "conftest.py"))
            assert conftest.MOMENTS == [True, True, True]
        """,
        doubles=DOUBLES,
    )
    result.assert_outcomes(passed=1)


def program(text: str, folder: object) -> None:
    """Run a program without pytest around it."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", dedent(DOUBLES) + dedent(text)],
        cwd=str(folder),
        env={"PYTHONPATH": str(OUTPUT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_without_pytest_nothing_is_refused_and_no_plugin_imported(pytester: pytest.Pytester) -> None:
    program(
        """
        import sys
        import kco

        assert kco.Kustom(api_key="kco_live_api_x", http_client=HttpClient()).orders.get("1").order_id == "1"
        assert not {"pytest", "pytest_kco"} & set(sys.modules)
        """,
        pytester.path,
    )


def test_a_session_that_is_over_or_runs_inside_another_changes_nothing_outside(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(test_inner="def test_inner(): pass")
    program(
        """
        import kco, pytest

        client = kco.Kustom(api_key="kco_live_api_x", http_client=HttpClient())

        class Outer:
            refused = []

            def look(self):
                try:
                    client.orders.get("1")
                except kco.ConfigurationError:
                    self.refused.append(True)
                else:
                    self.refused.append(False)

            def pytest_sessionstart(self):
                self.look()

        def run(*plugins):
            assert pytest.main(["-q", "-p", "pytest_kco", "-p", "no:cacheprovider"], plugins=plugins) == 0

        class Outermost(Outer):
            def pytest_sessionstart(self):
                run(Outer())
                self.look()

        run(Outermost())
        assert Outer.refused == [True, True]
        client.orders.get("1")
        """,
        pytester.path,
    )
