"""What the plugin offers to a test: a sandbox of its own, and clients of it."""

from __future__ import annotations

import re

import pytest

from .conftest import Suite

pytest_plugins = ["pytester"]


def test_each_test_has_a_sandbox_of_its_own_and_clients_of_it(suite: Suite) -> None:
    result = suite(
        """
        import asyncio

        import kco
        import pytest


        @pytest.mark.parametrize("number", range(2))
        def test_shared_and_fresh(number, kco_sandbox, kco_client, kco_async_client):
            order_id = kco_sandbox.add_order(order_amount=500).order_id

            assert kco_client.captures.create(order_id, captured_amount=200).capture_id
            read = asyncio.run(kco_async_client.orders.get(order_id))
            assert (read.captured_amount, read.status) == (200, "PART_CAPTURED")
            assert list(kco_sandbox.orders) == [order_id]
            assert len(kco_sandbox.journal.captures) == 1
            assert isinstance(kco_client, kco.Kustom)
            assert isinstance(kco_async_client, kco.AsyncKustom)
        """
    )
    result.assert_outcomes(passed=2)


def test_the_vendor_comes_from_the_mark_the_parameter_or_the_setting(suite: Suite) -> None:
    result = suite(
        """
        import kco
        import pytest


        def test_setting(kco_client):
            assert isinstance(kco_client, kco.Klarna)


        @pytest.mark.kco(vendor="kustom")
        def test_mark(kco_client, kco_vendor):
            assert isinstance(kco_client, kco.Kustom)
            assert kco_vendor == "kustom"


        @pytest.mark.kco(vendor="klarna")
        class TestAll:
            def test_mark_of_the_class(self, kco_sandbox):
                assert kco_sandbox.vendor == "klarna"

            @pytest.mark.kco(vendor="kustom")
            def test_the_closest_mark(self, kco_sandbox):
                assert kco_sandbox.vendor == "kustom"


        @pytest.mark.parametrize("kco_vendor", ["kustom", "klarna"])
        def test_both(kco_vendor, kco_client):
            assert kco_client.sandbox.vendor == kco_vendor
        """,
        ini="""
        [pytest]
        kco_vendor = klarna
        """,
    )
    result.assert_outcomes(passed=6)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ('vendor="klarn"', "kco_vendor: expected the vendor kustom or klarna, got 'klarn'"),
        ('"klarna"', 'pytest.mark.kco takes vendor="kustom" or vendor="klarna", and nothing else'),
        ('region="eu"', 'pytest.mark.kco takes vendor="kustom" or vendor="klarna", and nothing else'),
    ],
)
def test_a_vendor_that_is_none_is_told_in_one_line(mark: str, said: str, suite: Suite) -> None:
    result = suite(
        f"""
        import pytest


        @pytest.mark.kco({mark})
        def test_it(kco_sandbox):
            pass
        """
    )
    result.assert_outcomes(errors=1)
    about = result.stdout.lines.index(next(line for line in result.stdout.lines if "ERROR at setup" in line))
    assert result.stdout.lines[about + 1] == said
    assert result.stdout.lines[about + 2].startswith("===")


@pytest.mark.parametrize(("setting", "refused"), [("", False), ("kco_strict_lines = true", True)])
def test_a_setting_makes_the_sandbox_refuse_lines_that_do_not_fit(
    suite: Suite, setting: str, refused: bool
) -> None:
    result = suite(
        f"""
        import kco


        def test_it(kco_sandbox, kco_client):
            order = kco_sandbox.add_order(order_amount=10_000)
            try:
                kco_client.captures.create(
                    order.order_id, captured_amount=1, order_lines=order.order_lines
                )
            except kco.BadRequestError:
                assert {refused}
            else:
                assert not {refused}
        """,
        ini=f"""
        [pytest]
        {setting}
        """,
    )
    result.assert_outcomes(passed=1)


def test_clients_are_closed_after_the_test_whatever_became_of_the_loop(suite: Suite) -> None:
    result = suite(
        """
        import asyncio

        import kco
        import pytest

        kept = []


        def test_first(kco_client, kco_async_client):
            kept.extend([kco_client, kco_async_client])


        def test_second():
            with pytest.raises(kco.ConfigurationError, match="closed"):
                kept[0].orders.get("id")
            with pytest.raises(kco.ConfigurationError, match="closed"):
                asyncio.run(kept[1].orders.get("id"))
        """
    )
    result.assert_outcomes(passed=2)


def test_the_asynchronous_client_works_with_a_plugin_for_event_loops_of_both_kinds(suite: Suite) -> None:
    result = suite(
        """
        import pytest

        pytestmark = pytest.mark.anyio


        @pytest.fixture(params=["asyncio", "trio"])
        def anyio_backend(request):
            return request.param


        @pytest.fixture
        async def order_id(kco_sandbox, kco_async_client):
            order_id = kco_sandbox.add_order(order_amount=500).order_id
            await kco_async_client.captures.create(order_id, captured_amount=500)
            return order_id


        async def test_refund(order_id, kco_async_client, kco_sandbox):
            kco_sandbox.lose_response()
            await kco_async_client.refunds.create(order_id, refunded_amount=500)
            assert kco_sandbox.order(order_id).status == "CLOSED"
            assert len(kco_sandbox.journal.refunds) == 1
        """,
        "-p",
        "anyio.pytest_plugin",
    )
    result.assert_outcomes(passed=2)


def test_under_trio_without_a_plugin_a_lost_answer_is_one_retry(suite: Suite) -> None:
    result = suite(
        """
        import kco
        import trio


        def test_capture(kco_sandbox, kco_async_client):
            order_id = kco_sandbox.add_order(order_amount=100).order_id
            kco_sandbox.lose_response(operation="captures.create")
            kco_sandbox.slow(0, operation="orders.get")

            async def ship():
                await kco_async_client.captures.create(order_id, captured_amount=100)
                return (await kco_async_client.orders.get(order_id)).status

            assert trio.run(ship) == "CAPTURED"
            assert len(kco_sandbox.journal.captures) == 1


        def test_a_client_of_ones_own():
            async def ship():
                async with kco.AsyncKustom(environment="sandbox", retries=kco.RetryPolicy(first_delay=0)) as client:
                    order_id = client.sandbox.add_order(order_amount=100).order_id
                    client.sandbox.lose_response(operation="captures.create")
                    await client.captures.create(order_id, captured_amount=100)
                    return client.sandbox.journal.requests[-1].replayed

            assert trio.run(ship) is True
        """
    )
    result.assert_outcomes(passed=2)


def test_clients_try_again_as_often_as_by_default_and_without_waiting(suite: Suite) -> None:
    result = suite(
        """
        import asyncio

        import kco


        class Watch:
            def __init__(self):
                self.waits = []

            def before_attempt(self, event): ...
            def after_attempt(self, event):
                self.waits.append(event.retry_in)
            def after_call(self, event): ...


        def test_waits(kco_sandbox, kco_client, kco_async_client):
            order_id = kco_sandbox.add_order().order_id
            watch = Watch()
            kco_sandbox.status(503, times=kco.RetryPolicy().retries)
            kco_client.with_options(hooks=[watch]).orders.acknowledge(order_id)
            kco_sandbox.status(503, times=kco.RetryPolicy().retries)
            asyncio.run(kco_async_client.with_options(hooks=[watch]).orders.acknowledge(order_id))
            assert watch.waits == [0, 0, None, 0, 0, None]
        """
    )
    result.assert_outcomes(passed=1)


def test_ids_are_the_same_in_every_run_and_differ_between_tests(suite: Suite) -> None:
    tests = """
        import pytest


        @pytest.mark.parametrize("name", ["a", "b"])
        def test_ids(name, kco_sandbox):
            ids = [kco_sandbox.add_order().order_id for _ in range(3)]
            print("ids", *ids)
        """
    runs = [
        re.findall("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", suite(tests, "-s").stdout.str())
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 6


def test_a_failure_shows_what_the_sandbox_received(suite: Suite) -> None:
    result = suite(
        """
        def test_wrong(kco_sandbox, kco_client):
            order_id = kco_sandbox.add_order(order_amount=500).order_id
            kco_sandbox.lose_response()
            kco_client.captures.create(order_id, captured_amount=500)
            assert kco_sandbox.order(order_id).status == "PART_CAPTURED"


        def test_idle(kco_sandbox):
            assert not kco_sandbox


        def test_right(kco_sandbox, kco_client):
            kco_client.orders.acknowledge(kco_sandbox.add_order().order_id)
        """
    )
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*- kco_sandbox.journal -*",
            "*captures.create 500, no answer, applied, struck by lose_response",
            "*captures.create 500, 201, nothing applied, replayed",
            "*- kco_sandbox.journal -*",
            "no request was received",
        ]
    )
    assert "acknowledge" not in result.stdout.str()


def test_a_sandbox_of_ones_own_takes_the_place_of_the_fixture(suite: Suite) -> None:
    result = suite(
        """
        def test_clock(kco_sandbox, kco_client):
            order_id = kco_sandbox.add_order().order_id
            assert kco_client.orders.get(order_id).created_at.year == 2030
        """,
        conftest="""
        from datetime import UTC, datetime

        import pytest
        from kco.sandbox import Sandbox


        @pytest.fixture
        def kco_sandbox():
            return Sandbox("klarna", clock=lambda: datetime(2030, 1, 1, tzinfo=UTC))
        """,
    )
    result.assert_outcomes(passed=1)


class TestFaultsThatNeverStruck:
    def test_they_fail_the_test_that_set_them_in_one_line(self, suite: Suite) -> None:
        result = suite(
            """
            def test_misses(kco_sandbox, kco_client):
                order_id = kco_sandbox.add_order().order_id
                kco_sandbox.lose_response(operation="refunds.create")
                kco_sandbox.slow(0.5, times=2)
                kco_client.orders.get(order_id)
            """
        )
        result.assert_outcomes(failed=1)
        (line,) = [line for line in result.stdout.lines if line.startswith("kco_sandbox: unused faults")]
        assert line == (
            "kco_sandbox: unused faults: lose_response(operation='refunds.create'), slow(times=2, seconds=0.5); "
            "pass optional=True to a fault that may go unused"
        )
        result.stdout.fnmatch_lines(["*- kco_sandbox.journal -*", "*orders.get, 200, nothing applied"])

    def test_those_that_struck_once_are_optional_or_were_cleared_do_not(self, suite: Suite) -> None:
        result = suite(
            """
            import kco
            import pytest


            def test_hits(kco_sandbox, kco_client):
                order_id = kco_sandbox.add_order().order_id
                kco_sandbox.lose_response(times=5, operation="captures.create")
                kco_sandbox.drop_request(operation="refunds.create", optional=True)
                kco_sandbox.unknown_values(optional=True)
                kco_client.with_options(retries=5).captures.create(order_id, captured_amount=1)


            def test_partly_used(kco_sandbox, kco_client):
                order_id = kco_sandbox.add_order().order_id
                kco_client.orders.acknowledge(order_id)
                kco_sandbox.status(503, times=9)
                kco_sandbox.lag_reads(times=None)
                with pytest.raises(kco.ServerError):
                    kco_client.orders.cancel(order_id)
                kco_client.orders.get(order_id)


            def test_cleared(kco_sandbox):
                kco_sandbox.rate_limit()
                kco_sandbox.clear_faults()
            """
        )
        result.assert_outcomes(passed=3)

    def test_a_test_that_fails_anyway_says_why_and_nothing_else(self, suite: Suite) -> None:
        result = suite(
            """
            def test_wrong(kco_sandbox):
                kco_sandbox.rate_limit()
                assert kco_sandbox.orders == ("o",)
            """
        )
        result.assert_outcomes(failed=1)
        assert "unused faults" not in result.stdout.str()

    def test_a_fixture_that_sets_one_and_a_sandbox_that_is_asked_for_by_name_count_too(
        self, suite: Suite
    ) -> None:
        result = suite(
            """
            import pytest


            @pytest.fixture
            def outage(kco_sandbox):
                kco_sandbox.status(503)


            def test_fixture(outage):
                pass


            def test_by_name(request):
                request.getfixturevalue("kco_sandbox").status(503)


            class TestCase:
                @pytest.fixture
                def kco_sandbox(self):
                    from kco.sandbox import Sandbox

                    return Sandbox("klarna")

                def test_of_ones_own(self, kco_sandbox):
                    kco_sandbox.unknown_values()


            def test_none():
                pass
            """
        )
        result.assert_outcomes(failed=3, passed=1)
        # The summary has the reasons again, whole where CI is set.
        report = result.stdout.str().partition("short test summary")[0]
        assert report.count("kco_sandbox: unused faults: status(code=503); pass") == 2
        assert report.count("kco_sandbox: unused faults: unknown_values(); pass") == 1
