"""Records: dataclasses whose methods are made when one is first used; a run uses few of those it imports."""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

__all__ = ["record"]

T = TypeVar("T")


@overload
def record(kind: type[T], /) -> type[T]: ...
@overload
def record(*, frozen: bool = True, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    kind: type[T] | None = None, /, *, frozen: bool = True, eq: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """Return the class as a dataclass with slots: unchangeable, and equal where its fields are equal.

    It costs a tenth of what `dataclasses` takes to write and compile six methods for every class.
    """

    def made(kind: type[T]) -> type[T]:
        # Without a docstring, dataclasses would take long to make one of the signature.
        kind.__doc__ = kind.__doc__ or kind.__name__
        kind = dataclass(init=False, repr=False, eq=False, slots=True)(kind)
        methods: dict[str, Any] = {"__init__": _first_init(kind, frozen), "__repr__": _shown}
        if frozen:
            methods |= _FROZEN
        if eq:
            methods |= _equality(kind, frozen)
        for name, method in methods.items():
            if name not in kind.__dict__:
                setattr(kind, name, method)
        return kind

    return made if kind is None else made(kind)


def _first_init(kind: Any, frozen: bool) -> Callable[..., None]:
    def init(self: Any, *args: Any, **named: Any) -> None:
        kind.__init__ = _init(kind, frozen)  # the one that is used from now on
        kind.__init__(self, *args, **named)

    return init


def _init(kind: type, frozen: bool) -> Callable[..., None]:
    """Return `__init__` as written by hand: a parameter for each field, an assignment for each."""
    scope: dict[str, Any] = {"put": object.__setattr__}
    parameters, lines = ["self"], []
    for each in (each for each in fields(kind) if each.init):
        parameters.append(each.name + _default(each, scope))
        value = each.name
        if each.default_factory is not MISSING:
            value = f"factory_{each.name}() if {each.name} is default_{each.name} else {each.name}"
        lines.append(f" put(self, {each.name!r}, {value})" if frozen else f" self.{each.name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def init({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), scope)  # noqa: S102 - as dataclasses do
    init: Callable[..., None] = scope["init"]
    return init


def _default(each: "Field[Any]", scope: dict[str, Any]) -> str:
    if each.default is MISSING and each.default_factory is MISSING:
        return ""
    scope[f"default_{each.name}"] = each.default
    scope[f"factory_{each.name}"] = each.default_factory
    return f"=default_{each.name}"


def _equality(kind: type, frozen: bool) -> dict[str, Any]:
    compared = [each for each in fields(kind) if each.compare]
    values = _values(compared)
    hashable = _values([each for each in compared if each.hash is not False])

    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(hashable(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _values(chosen: "list[Field[Any]]") -> Callable[[Any], Any]:
    """Return what takes the values of these fields out of a record; all records of no fields are alike."""
    return attrgetter(*(each.name for each in chosen)) if chosen else type


def _shown(self: Any) -> str:
    values = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({values})"


def _unchangeable(self: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} cannot be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


_FROZEN = {
    "__setattr__": _unchangeable,
    "__delattr__": _unchangeable,
    "__getstate__": _state,
    "__setstate__": _restore,
}
