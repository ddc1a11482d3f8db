"""What counts as public in a package, and how it is written down."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from generator.problems import Problem
from generator.surface import Name, read_surface, surface, surface_text


def read(**modules: str) -> dict[str, str]:
    """Read a package called ``shop``; ``init`` is its own module, ``a__init`` that of ``a``."""
    paths = {name: re.sub(r"\binit$", "__init__", name.replace("__", "/")) for name in modules}
    files = {f"shop/{paths[name]}.py": dedent(text) for name, text in modules.items()}
    return {name.name: name.signature for name in surface({**files, "shop/py.typed": b""})}


LAZY = """
    from typing import TYPE_CHECKING, Any
    if TYPE_CHECKING:
        from .orders import Order, sell as sell
        from . import testing as testing
    __all__ = ["Order", "sell"]
    _MODULES = {"Order": "orders"}
    if not TYPE_CHECKING:
        def __getattr__(name: str) -> Any: ...
"""


def test_what_is_imported_when_it_is_first_used_is_read_as_type_checkers_read_it() -> None:
    names = read(
        init=LAZY,
        orders="""
            __all__ = ["Order", "sell", "helper"]
            class Order:
                amount: int
            def sell(order: "Order", *, times: int = 1) -> Order: ...
            def helper() -> None: ...
        """,
        testing="""
            __all__ = ["fixture"]
            def fixture(): ...
        """,
        orders__hidden="def nobody(): ...",
    )
    assert names == {
        "shop.Order": "class",
        "shop.Order.amount": "int",
        "shop.sell": "def (order: shop.Order, *, times: int = 1) -> shop.Order",
        "shop.testing": "module",
        "shop.testing.fixture": "def ()",
    }


def test_moving_something_between_modules_changes_nothing() -> None:
    text = "class Order:\n    def sell(self) -> Order: ...\n"
    one = read(init="from .a import Order\n__all__ = ['Order']", a=text)
    two = read(init="from .b import Order\n__all__ = ['Order']", b="from ._c import Order", _c=text)
    assert one == two


def test_what_a_public_signature_leads_to_is_public() -> None:
    names = read(
        init="from .a import sell\n__all__ = ['sell']",
        a="""
            from __future__ import annotations
            from . import b
            from .b import Limit as L
            Options = b.Options | None
            class _Hidden: ...
            def sell(options: Options, limit: list[L] | None = None, x: _Hidden | b.Missing = b.ANY) -> b.Result: ...
        """,
        b="""
            from typing import TypeAlias, Literal, TypeVar
            T = TypeVar("T")
            Limit: TypeAlias = "int | Literal['int', 'Options']"
            ANY = object()
            class Options:
                def __init__(self, size: Secret) -> None:
                    self.size = size
            class Result:
                def value(self) -> T: ...
            class Secret: ...
        """,
    )
    assert names == {
        "shop.sell": "def (options: shop.a.Options, limit: list[shop.b.Limit] | None = None, "
        "x: _Hidden | b.Missing = shop.b.ANY) -> shop.b.Result",
        "shop.a.Options": "= shop.b.Options | None",
        "shop.b.ANY": "= object(…)",
        "shop.b.Limit": "= int | Literal['int', 'Options']",
        # How it is made is nobody's to know: it is not exported, and so only the package makes one.
        "shop.b.Options": "class",
        "shop.b.Options.size": "Any",
        "shop.b.Result": "class",
        "shop.b.Result.value": "def () -> T",
    }


def test_the_shortest_name_is_the_name_and_others_are_told_as_such() -> None:
    names = read(
        init="from . import kustom as kustom\nfrom .kustom import Client\n__all__ = ['Client']",
        kustom__client="class Client: ...",
        kustom__init="from .client import Client as Client\n__all__ = ['Client']",
    )
    assert names == {
        "shop.Client": "class",
        "shop.kustom": "module",
        "shop.kustom.Client": "= shop.Client",
    }


def test_bases_nobody_can_name_are_part_of_the_class() -> None:
    names = read(
        init="from .a import Base, Left\n__all__ = ['Base', 'Left']",
        a="""
            from typing import Generic, TypeVar, Protocol
            from collections.abc import Mapping
            H = TypeVar("H")
            class Base(Exception):
                def known(self) -> int: ...
            class _Top(Generic[H]):
                def top(self, of: H | None) -> Mapping[str, H]: ...
                def both(self) -> int: ...
            class Middle(_Top[H]):
                def middle(self) -> H: ...
            class Right(_Top["Base"]):
                def both(self) -> str: ...
            class Left(Middle["Base"], Right, Base, metaclass=type):
                def left(self) -> None: ...
        """,
    )
    assert names == {
        "shop.Base": "class (Exception)",
        "shop.Base.known": "def () -> int",
        "shop.Left": "class (shop.Base, metaclass=type)",
        "shop.Left.both": "def () -> str",
        "shop.Left.left": "def () -> None",
        "shop.Left.middle": "def () -> shop.Base",
        "shop.Left.top": "def (of: shop.Base | None) -> Mapping[str, shop.Base]",
    }


def test_a_class_is_a_protocol_only_if_it_says_so_itself() -> None:
    names = read(
        init="""
            from typing import Protocol
            __all__ = ["Made", "Wanted"]
            class _Sells(Protocol):
                def sell(self) -> int: ...
            class Made(_Sells): ...
            class Wanted(_Sells, Protocol): ...
        """,
    )
    assert (names["shop.Made"], names["shop.Wanted"]) == ("class", "class (Protocol)")
    assert names["shop.Made.sell"] == names["shop.Wanted.sell"] == "def () -> int"


def test_members_of_every_kind() -> None:
    names = read(
        init="""
            from abc import abstractmethod
            from functools import cached_property
            from typing import TYPE_CHECKING, Any, ClassVar, final, overload
            __all__ = ["Thing"]
            @final
            class Thing:
                __slots__ = ("x",)
                COLOURS: ClassVar[tuple[str, ...]] = ("red",)
                LIMIT = 5
                _private: int = 1
                alias = other = COLOURS
                if TYPE_CHECKING:
                    typed: bool
                else:
                    untyped = 1
                def __init__(self, size: int, /, *sizes: int, deep: bool = False, **more: Any) -> None:
                    self.size: int = size
                    self.more = more
                    self._hidden = 1
                @property
                def area(self) -> float: ...
                @area.setter
                def area(self, value: float) -> None: ...
                @cached_property
                def cached(self) -> str: ...
                @classmethod
                def make(cls, text: str = "a") -> "Thing": ...
                @staticmethod
                def count(of: int) -> int: ...
                @abstractmethod
                async def wait(self, *, until: float = 1.5) -> None: ...
                @overload
                def get(self, key: int) -> int: ...
                @overload
                def get(self, key: str) -> str: ...
                def get(self, key): ...
                @overload
                def put(self, key: int = ...) -> None: ...
                @overload
                def put(self, key: int | str = ...) -> None: ...
                def put(self, key: int | str = 0) -> None: ...
                def __enter__(self) -> "Thing": ...
                def __repr__(self) -> str: ...
                def _secret(self) -> None: ...
                class Inner: ...
        """
    )
    assert names == {
        "shop.Thing": "final class",
        "shop.Thing.COLOURS": "ClassVar[tuple[str, ...]]",
        "shop.Thing.Inner": "class",
        "shop.Thing.LIMIT": "int",
        "shop.Thing.__enter__": "def () -> shop.Thing",
        "shop.Thing.__init__": "def (size: int, /, *sizes: int, deep: bool = False, **more: Any) -> None",
        "shop.Thing.alias": "= COLOURS",
        "shop.Thing.area": "property -> float",
        "shop.Thing.cached": "property -> str",
        "shop.Thing.count": "staticmethod def (of: int) -> int",
        "shop.Thing.get": "overload def (key: int) -> int | def (key: str) -> str",
        "shop.Thing.make": "classmethod def (text: str = 'a') -> shop.Thing",
        "shop.Thing.more": "Any",
        "shop.Thing.other": "= COLOURS",
        "shop.Thing.put": "def (key: int | str = 0) -> None",
        "shop.Thing.size": "int",
        "shop.Thing.typed": "bool",
        "shop.Thing.wait": "abstractmethod async def (*, until: float = 1.5) -> None",
    }


def test_fields_make_an_initializer() -> None:
    names = read(
        init="""
            import attrs
            from typing import ClassVar
            __all__ = ["Policy"]
            @attrs.frozen
            class Base:
                first: int
                last: int = attrs.field(default=3, validator=positive)
            @attrs.frozen(kw_only=True)
            class Policy(Base):
                _hidden: int = attrs.field(default=0, alias="_hidden")
                _seen: bool = True
                statuses: frozenset[int] = attrs.field(factory=frozenset)
                made: int = attrs.field(init=False)
                needed: str
                KIND: ClassVar[str] = "x"
        """
    )
    assert names == {
        "shop.Policy": "class",
        "shop.Policy.KIND": "ClassVar[str]",
        "shop.Policy.__init__": "def (first: int, last: int = 3, *, seen: bool = True, "
        "statuses: frozenset[int] = frozenset(), needed: str) -> None",
        "shop.Policy.first": "int",
        "shop.Policy.last": "int",
        "shop.Policy.made": "int",
        "shop.Policy.needed": "str",
        "shop.Policy.statuses": "frozenset[int]",
    }


def test_enumerations_inputs_constants_and_things_of_others() -> None:
    names = read(
        init="""
            from enum import StrEnum
            from typing import Final, Required, TypedDict
            from elsewhere import Mapping
            __all__ = ["State", "Closed", "OrderInput", "UNSET", "LIMITS", "__version__", "NUMBER", "Mapping"]
            __version__ = "1.0"
            NUMBER: Final[int] = 3
            class State(StrEnum):
                @property
                def known(self) -> bool: ...
            class Closed(State):
                OPEN = "open"
                CLOSED = "closed"
            class OrderInput(TypedDict, total=False):
                amount: Required[int]
                text: str
            UNSET: Final = State.known
            LIMITS = {"a": 1}
        """
    )
    assert names == {
        "shop.Closed": "class (shop.State)",
        "shop.Closed.CLOSED": "= 'closed'",
        "shop.Closed.OPEN": "= 'open'",
        "shop.LIMITS": "dict",
        "shop.Mapping": "= object",
        "shop.NUMBER": "Final[int]",
        "shop.OrderInput": "class (TypedDict, total=False)",
        "shop.OrderInput.amount": "Required[int]",
        "shop.OrderInput.text": "str",
        "shop.State": "class (StrEnum)",
        "shop.State.known": "property -> bool",
        "shop.UNSET": "= shop.State.known",
        "shop.__version__": "str",
    }


def test_the_number_of_a_release_is_no_change_of_the_surface() -> None:
    text = "__version__ = '{}'\n__all__ = ['__version__']"
    assert read(init=text.format("1.0")) == read(init=text.format("2.0"))


def test_without_a_list_everything_that_is_defined_is_offered() -> None:
    names = read(init="from os import path\nimport re as regex\ndef f(): ...\n_g = 1\nx: int = 1\n")
    assert names == {"shop.f": "def ()", "shop.x": "int"}


def test_modules_may_import_each_other_in_a_circle() -> None:
    assert read(init="from .a import x\n__all__ = ['x']", a="from .b import x", b="from .a import x") == {
        "shop.x": "= object"
    }


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"shop/__init__.py": "def ("}, "shop/__init__.py: is not Python"),
        ({"shop/__init__.py": b"\x00"}, "shop/__init__.py: is not Python"),
        ({"shop/__init__.py": "__all__ = [x for x in y]"}, "shop: its __all__ is not a list of plain names"),
        ({}, "has no top module"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(files: dict[str, str | bytes], words: str) -> None:
    with pytest.raises(Problem) as caught:
        surface(files)
    assert words in str(caught.value)


def test_a_module_that_stands_beside_the_package_belongs_to_the_surface() -> None:
    files = {"shop/__init__.py": "", "shop_pytest.py": "__all__ = ['x']\nx: int = 1"}
    assert [(name.name, name.signature) for name in surface(files)] == [("shop_pytest.x", "int")]


def test_a_surface_is_written_a_name_a_line_and_read_back() -> None:
    names = (Name("shop.a", "def (x: int) -> None"), Name("shop.b", "= 'a: b'"))
    text = surface_text(names)
    assert text.splitlines()[2:] == ["shop.a: def (x: int) -> None", "shop.b: = 'a: b'"]
    assert read_surface(text, "x") == names
    with pytest.raises(Problem, match="x, line 1: is not NAME: SIGNATURE"):
        read_surface("shop.a", "x")
