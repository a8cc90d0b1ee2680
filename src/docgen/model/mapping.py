"""Models: a class for each kind of mapping that authors write, with its fields as annotations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import FrozenInstanceError
from functools import cache
from types import FunctionType
from typing import Any, NamedTuple, Never, Self, TypeVar, dataclass_transform, get_args

from docgen.model.accepting import Fault, Read, Refused, reader
from docgen.model.rolling import Roll

REQUIRED: Any = object()
"""The default of a field that has none: its key must be written."""


class Field:
    """A field of a model: what it is called, which key it has, what it accepts."""

    def __init__(  # noqa: PLR0913 - a field is declared with all that is said of it
        self,
        title: str,
        description: str,
        *examples: object,
        default: Any = REQUIRED,
        alias: str | None = None,
        roll: Roll | None = None,
        look: str = "",
        extra: Mapping[str, Any] | None = None,
        **bounds: int,
    ) -> None:
        self.title = title
        self.description = description
        self.examples = examples
        self.default = default
        self.alias = alias
        """The key that authors write where it is no name in Python."""
        self.roll = roll
        """What becomes of it when a program moves to another year."""
        self.look = look
        """What a person is to look at then."""
        self.extra = extra or {}
        """What the JSON Schema says besides."""
        self.bounds = bounds
        """`ge` and `le` of a number, `min_length` of a list."""
        self.annotation: Any = None
        """What it accepts; the model it is a field of knows."""

    def is_required(self) -> bool:
        """Return whether its key must be written."""
        return self.default is REQUIRED


def field(title: str, description: str, *examples: object, **given: Any) -> Any:
    """Return a field with its Chinese title, description and examples for schema, editor and messages.

    What else may be given, `Field` says. A type checker takes it for the field's value.
    """
    return Field(title, description, *examples, **given)


R = TypeVar("R", bound=Callable[[Any], None])


def rule(method: R) -> R:
    """Make `method` a rule of its model: called when all fields are read, it may raise `refused`."""
    _RULES.add(method)
    return method


_RULES: set[Callable[[Any], None]] = set()


class _Step(NamedTuple):
    """How one field is read."""

    name: str
    key: str
    read: Read
    default: Any


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class _Kind(type):
    """The type of models: takes the fields out of a class's body and keeps them, inherited ones first."""

    model_fields: dict[str, Field]
    rules: tuple[Callable[[Any], None], ...]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> "_Kind":
        own = {key: value for key, value in body.items() if isinstance(value, Field)}
        for key, info in own.items():
            info.annotation = body["__annotations__"][key]
        kind = super().__new__(cls, name, bases, {key: body[key] for key in body if key not in own})
        for info in own.values():
            if get_args(info.annotation)[:1] == (name,):  # a list of its own kind
                info.annotation = tuple[kind, ...]  # type: ignore[valid-type]
        above = [base for base in bases if isinstance(base, _Kind)]
        kind.model_fields = {key: info for base in above for key, info in base.model_fields.items()} | own
        rules = (value for value in body.values() if isinstance(value, FunctionType) and value in _RULES)
        kind.rules = (*(each for base in above for each in base.rules), *rules)
        return kind


class Model(metaclass=_Kind):
    """A mapping of the author's with the fields named here and no others; it never changes."""

    __slots__ = ("__dict__", "_written")

    def __init__(self, **values: Any) -> None:
        """Take values that docgen has made itself; what authors write goes through `read`."""
        given = dict(values)
        fields = type(self).model_fields
        _fill(self, {name: given.pop(name, info.default) for name, info in fields.items()}, values)
        missing = [name for name, info in fields.items() if info.is_required() and name not in values]
        if given or missing:
            raise TypeError(f"{type(self).__name__}: unknown {list(given)}, missing {missing}")

    @classmethod
    def read(cls, raw: object) -> Self:
        """Return the model that plain data stands for; raise Refused with every fault in it."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            raise Refused(Fault("mapping", (), raw))
        values, written, faults = {}, [], []
        for name, key, read, default in _steps(cls):
            if key in raw:
                written.append(name)
                try:
                    values[name] = read(raw[key])
                except Refused as refusal:
                    faults += refusal.below(key)
            elif default is REQUIRED:
                faults.append(Fault("missing", (key,), raw))
            else:
                values[name] = default
        if len(written) < len(raw):
            known = {step.key for step in _steps(cls)}
            faults += [Fault("unknown", (key,), raw[key]) for key in raw if key not in known]
        if faults:
            raise Refused(*faults)
        model = object.__new__(cls)
        _fill(model, values, written)
        for each in cls.rules:
            each(model)
        return model

    def is_written(self, name: str) -> bool:
        """Return whether the author wrote the field, were it only its default."""
        written: frozenset[str] = object.__getattribute__(self, "_written")
        return name in written

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return the model with other values; docgen has made them itself."""
        return _made(type(self), {**self.__dict__, **update}, update)

    def __setattr__(self, name: str, value: object) -> Never:
        raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> Never:
        raise FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({values})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (type(self), self.__dict__, object.__getattribute__(self, "_written"))


M = TypeVar("M", bound=Model)


def _made(kind: type[M], values: Mapping[str, Any], written: Iterable[str]) -> M:
    model = object.__new__(kind)
    _fill(model, values, written)
    return model


def _fill(model: Model, values: Mapping[str, Any], written: Iterable[str]) -> None:
    model.__dict__.update(values)
    object.__setattr__(model, "_written", frozenset(written))


@cache
def _steps(kind: _Kind) -> tuple[_Step, ...]:
    return tuple(
        _Step(name, info.alias or name, reader(info.annotation, info.bounds), info.default)
        for name, info in kind.model_fields.items()
    )
