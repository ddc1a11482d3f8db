"""Every example of the README runs as it is written, but for those that need an account."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", README, flags=re.M | re.S)


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
