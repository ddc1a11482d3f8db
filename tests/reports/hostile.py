"""Reports that quote the worst a vendor could write, in every place it can stand in."""

from __future__ import annotations

from typing import Any

from generator.documents import JsonObject
from generator.impact import Report, Step, assess
from generator.overlay import Overlay, parse_overlay
from generator.surface import Name
from tests.generator.project import small

__all__ = ["TEXTS", "described", "hostile_report", "report_on"]

TEXTS = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "\x9b31m\x7f\r\n\t\x0b\u2028\u2029",
    "\u202egnp.exe\u2066 \u200b\ufeff",
    "<script>document.title = 'owned'</script>",
    "</pre></code></td></table><img src=x onerror=\"document.title='owned'\">",
    "<!-- --><a href='javascript:alert(1)'>x</a><style>*{display:none}</style>",
    "&lt;b&gt; &amp; &#60;",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "https://evil.example WWW.evil.example someone@evil.example",
    "@victim #1 gh-2 owner/repository#3 :skull:",
    "`` ` ``` @victim `",
    "\n```\n# heading\n- item\n~~~~\n",
    "**bold** __bold__ _it_ ~~gone~~ $x$ | a | b |",
    "</details></blockquote>",
    "[bold red]rich[/bold red] [link=https://evil.example]x[/link]",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "'; DROP TABLE orders; --",
    "x" * 30_000,
    "",
)


def described(
    schemas: JsonObject | None = None, *, path: str = "/books/{id}", **operation: Any
) -> JsonObject:
    """A small description with other schemas, another path, or another operation."""
    document: Any = small(**(schemas or {}))
    item = document["paths"].pop("/books/{id}")
    item["get"].update(operation)
    document["paths"][path] = item
    return document  # type: ignore[no-any-return]


def book(**properties: Any) -> JsonObject:
    return {"Book": {"type": "object", "properties": {"title": {"type": "string"}, **properties}}}


def report_on(old: JsonObject, new: JsonObject, *actions: Any, current: str | None = "1.4.2") -> Report:
    """The report on a step of an API of ours, with overlays of these actions and a package of made-up names."""
    overlays: tuple[Overlay, ...] = ()
    if actions:
        document: Any = {"overlay": "1.1.0", "info": {"title": "Ours", "version": "1"}, "actions": [*actions]}
        overlays = (parse_overlay(document, "overlays/10-ours.yaml"),)
    step = Step(
        old=old,
        new=new,
        called=("old.yaml", "new.yaml"),
        api="library",
        overlays=overlays,
        earlier_overlays=overlays,
    )

    def names(documents: Any) -> tuple[Name, ...]:
        schemas = documents["library"]["components"]["schemas"]
        return tuple(Name(f"shop.{name}", "class") for name in sorted(schemas))

    return Report(impacts=assess([step], names=names), current=current)


def hostile_report(text: str) -> Report:
    """A report in which a text stands wherever a vendor's text can."""
    old = described(book(old={"type": "string", "description": "Old.", "enum": ["a"]}))
    schemas: Any = {
        **book(
            **{
                "old": {"type": "string", "description": text, "enum": ["a", text, text]},
                f"new {text}": {"type": "string", "example": {text: text}, "description": text},
                "number": {"type": "string", "example": 12, "description": text},
            }
        ),
        f"Other {text}": {"type": "object", "properties": {text or "empty": {"$ref": f"#/{text}"}}},
    }
    new: Any = described(
        schemas, path=f"/books/{{id}}/{text}", tags=[text], summary=text, operationId=f"get {text}"
    )
    new["info"] = {"title": text, "version": text}
    new["servers"] = [{"url": text or "https://library.example"}]
    new[f"x-{text}"] = {"text": text}
    return report_on(
        old,
        new,
        {
            "target": "$.components.schemas.Book.properties.old.enum[0]",
            "x-expect": "b",
            "x-reason": text,
            "update": "c",
        },
        {"target": "$.paths['/books/{id}'].get.summary", "update": text},
        {"target": "$.components.schemas.Book", "update": {"description": text}},
    )
