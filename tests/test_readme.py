"""Every example of the README runs as it is written, but for those that need an account."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", README, flags=re.M | re.S)
SHOP = dict(re.findall(r"^```python file=(\S+)\n(.*?)^```", README, flags=re.M | re.S))


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.splitlines()[2][:40])
def test_an_example_runs_as_written(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(example, "README.md", "exec"), {"__name__": "example"})

    for promised in re.findall(r"print\(.*\)  # (rejected .*)$", example, flags=re.M):
        assert promised in capsys.readouterr().out


def test_ensure_creates_once_as_the_readme_says(capsys: pytest.CaptureFixture[str]) -> None:
    example = next(example for example in EXAMPLES if "for night in range(3)" in example)
    exec(compile(example, "README.md", "exec"), {})

    printed = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert [created for _, created in printed] == ["True", "False", "False"]
    assert len({identifier for identifier, _ in printed}) == 1


def run_the_shops_tests(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    alone = {
        "PYTHONPATH": str(Path(__file__).parent.parent / "generated_client"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "pytest_kco", "-p", "no:cacheprovider", "-W", "error", "-q"],
        cwd=folder,
        env={**os.environ, **alone},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_shops_own_test_passes_as_written_and_has_ten_lines(tmp_path: Path) -> None:
    assert sorted(SHOP) == ["shop.py", "test_shop.py"]
    assert len(SHOP["test_shop.py"].splitlines()) == 10

    ran = run_the_shops_tests(tmp_path, SHOP)

    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout


def test_the_shops_own_test_finds_a_shop_that_refunds_twice(tmp_path: Path) -> None:
    careless = """
import kco


def take_back(client, order_id, *, amount, parcel):
    for _ in range(2):
        try:
            return client.with_options(retries=0).refunds.create(order_id, refunded_amount=amount)
        except kco.OutcomeUnknownError:
            continue
"""

    ran = run_the_shops_tests(tmp_path, {**SHOP, "shop.py": careless})

    assert ran.returncode == 1
    assert "assert [2500, 2500] == [2500]" in ran.stdout
    assert "refunds.create 2500, no answer, applied, struck by lose_response" in ran.stdout
