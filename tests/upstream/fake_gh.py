"""Stands in for GitHub's command line: keeps pull requests in a file, and refuses what it does not know."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

STATE = Path(os.environ["FAKE_GH_STATE"])


def main() -> None:
    state = json.loads(STATE.read_text("utf-8"))
    state["calls"].append(sys.argv[1:3])
    if os.environ["GH_PROMPT_DISABLED"] != "1":
        sys.exit("it would ask")
    if state["refuses"]:
        STATE.write_text(json.dumps(state), "utf-8")
        sys.exit(f"\n{state['refuses']}\nand more")
    parser = argparse.ArgumentParser()
    for option in ("head", "state", "json", "title", "body-file", "method"):
        parser.add_argument(f"--{option}")
    parser.add_argument("--silent", action="store_true")
    parser.add_argument("-f", dest="raw")
    parser.add_argument("-F", dest="typed")
    parser.add_argument("words", nargs="+")
    options = parser.parse_intermixed_args()
    print(answer(state, options), end="")
    STATE.write_text(json.dumps(state), "utf-8")


def answer(state: dict[str, Any], options: argparse.Namespace) -> str:
    if options.words == ["pr", "list"]:
        for request in state["requests"]:
            if request["state"] == "OPEN":
                request["headRefOid"] = tip(options.head)
        found = [request for request in state["requests"] if request["head"] == options.head]
        return json.dumps([{field: request[field] for field in options.json.split(",")} for request in found])
    if options.words == ["pr", "create"]:
        number = len(state["requests"]) + 1
        state["requests"].append(
            {
                "number": number,
                "head": options.head,
                "headRefOid": tip(options.head),
                "title": options.title,
                "body": Path(options.body_file).read_text("utf-8").replace("\n", "\r\n"),
                "state": "OPEN",
                "isCrossRepository": False,
            }
        )
        return f"https://git.example/kco/pull/{number}\n"
    if options.words[0] == "api" and options.method == "PATCH":
        owner, number = options.words[1].rpartition("/")[::2]
        assert owner == "repos/{owner}/{repo}/pulls"
        request = state["requests"][int(number) - 1]
        request["title"] = options.raw.removeprefix("title=")
        request["body"] = Path(options.typed.removeprefix("body=@")).read_text("utf-8")
        return ""
    sys.exit(f"unknown: {sys.argv[1:]}")


def tip(branch: str) -> str:
    said = subprocess.run(
        ["git", "ls-remote", "--exit-code", "origin", f"refs/heads/{branch}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return said.split()[0]


main()
