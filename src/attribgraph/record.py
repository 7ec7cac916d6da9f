"""What all records share: ids, how ids are derived, frozen extras, and the base class."""

from __future__ import annotations

import base64
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    JsonValue,
    StringConstraints,
)
from pydantic_core import core_schema

from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler

__all__ = ["Extra", "Id", "Ids", "Record", "Text", "Words", "digest", "fingerprint", "slug"]

_ID_PATTERN: Final = r"^[^\s\p{Cc}]+$"
_MAX_DEPTH: Final = 100


def slug(name: str) -> str:
    """Return a readable id for a name: lower case, Unicode letters and digits kept.

    Parameters
    ----------
    name
        Any text; the empty string comes back where it has no letter or digit.

    Returns
    -------
    str
        The id.

    Examples
    --------
    >>> slug("Kim Jong-un"), slug("Генштаб ЗСУ"), slug("윤석열")
    ('kim-jong-un', 'генштаб-зсу', '윤석열')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    marked = "".join(
        each if each.isalnum() or unicodedata.category(each)[0] == "M" else " " for each in folded
    )
    return "-".join(marked.split())


def digest(text: str, length: int) -> str:
    """Return ``length`` characters of base 32, five bits each, of a hash of the text."""
    size = (length * 5 + 7) // 8
    hashed = blake2b(text.encode(), digest_size=size).digest()
    return base64.b32hexencode(hashed).decode("ascii").lower()[:length]


def fingerprint(data: bytes) -> str:
    """Return a hash of 64 bits in hexadecimal: longer than `digest`, and quicker to make."""
    return blake2b(data, digest_size=8).hexdigest()


class _TakesRecords:
    """Lets an id field take a record for its id in Python; JSON holds text alone."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema = handler(source)
        many = schema["type"] == "tuple"
        return core_schema.json_or_python_schema(
            json_schema=schema,
            python_schema=core_schema.no_info_before_validator_function(
                _as_ids if many else _as_id, schema
            ),
        )


def _as_id(value: Any) -> Any:
    if isinstance(value, str):
        # asked first, because asking for a pydantic class is slow
        return value
    return value.id if isinstance(value, Record) else value


def _as_ids(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return [each if isinstance(each, str) else _as_id(each) for each in value]
    if isinstance(value, Record):
        return (value.id,)
    if isinstance(value, set | frozenset):
        return tuple(sorted(map(_as_id, value), key=str))
    try:
        return tuple([_as_id(each) for each in value])
    except TypeError:
        return value


def _as_words(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _freeze(value: Any) -> Any:
    """Return JSON data that cannot be changed in place."""
    if isinstance(value, dict):
        return _FrozenDict({key: _freeze(each) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_freeze(each) for each in value)
    if isinstance(value, float) and value - value != 0:
        message = "JSON has no infinity and no NaN"
        raise ValueError(message)
    return value


def _plain(value: Any) -> Any:
    """Return plain JSON data, for pydantic to check."""
    return _thaw(value, 0)


def _thaw(value: Any, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        message = f"extra is nested more than {_MAX_DEPTH} deep, or contains itself"
        raise ValueError(message)
    if isinstance(value, dict):
        return {_encodable(key): _thaw(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_thaw(each, depth + 1) for each in value]
    return _encodable(value)


def _encodable(value: Any) -> Any:
    """Refuse half a surrogate pair, which no file could hold."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            message = f"the text cannot be written as UTF-8: {error.reason}"
            raise ValueError(message) from None
    return value


class _FrozenDict(dict[str, Any]):
    """A dict that refuses changes; `dict(it)` gives one that takes them."""

    def _refuse(self, *_: object, **__: object) -> None:
        message = "a record's extra is frozen: use edit(id, extra={...})"
        raise TypeError(message)

    __setitem__ = __delitem__ = clear = update = setdefault = pop = popitem = _refuse  # type: ignore[assignment]
    __ior__ = _refuse  # type: ignore[assignment]

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash by the items; pydantic copies a default that has no hash, record by record."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        return _freeze, (dict(self),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


Id = Annotated[str, StringConstraints(pattern=_ID_PATTERN), _TakesRecords]
Ids = Annotated[tuple[Annotated[str, StringConstraints(pattern=_ID_PATTERN)], ...], _TakesRecords]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = Annotated[
    tuple[Text, ...], BeforeValidator(_as_words, json_schema_input_type=tuple[Text, ...])
]
Extra = Annotated[
    dict[str, JsonValue],
    BeforeValidator(_plain, json_schema_input_type=dict[str, JsonValue]),
    AfterValidator(_freeze),
]
_NO_EXTRA: Final = _FrozenDict()
_GIVEN: Final[dict[frozenset[str], set[str]]] = {}
_MOST_GIVEN: Final = 4_096
_LAST_GIVEN: Final[list[set[str]]] = [set()]
# as setattr would, past the refusal of a frozen record, and in half of the time
_put_fields: Final = BaseModel.__dict__["__dict__"].__set__
_put_given: Final = BaseModel.__dict__["__pydantic_fields_set__"].__set__


def _shared(given: set[str]) -> set[str]:
    """Return the set that all records share of which the same fields were given."""
    last = _LAST_GIVEN[0]
    if given == last:
        # records of a kind come together: comparing is quicker than hashing
        return last
    names = frozenset(given)
    same = _GIVEN.get(names)
    if same is None:
        same = given
        if len(_GIVEN) < _MOST_GIVEN:
            _GIVEN[names] = given
    _LAST_GIVEN[0] = same
    return same


class Record(BaseModel):
    """What all records share: an id, notes, and extra JSON values.

    Parameters
    ----------
    id
        Any text without spaces; left out, it is derived, and from then on it is only a name.
    notes
        Free text of the coder's.
    extra
        JSON values by key, for whatever has no field.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    record_kind: ClassVar[Kind]
    references: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that hold ids of other records."""

    id: Id = ""
    notes: Annotated[str, AfterValidator(_encodable)] | None = None
    extra: Extra = _NO_EXTRA

    def __hash__(self) -> int:
        """Hash by id, which equal records share."""
        return hash(self.id)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show the id and the fields that were given."""
        yield "id", self.id
        for name in type(self).model_fields:
            if name != "id" and name in self.model_fields_set:
                yield name, getattr(self, name)

    _shape: ClassVar[dict[str, None]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        shape = type("Shape", (), {})()
        for name in cls.model_fields:
            setattr(shape, name, None)
        cls._shape = vars(shape)

    def _set(self, **values: Any) -> None:
        """Fill in derived fields while the record is being made."""
        self.__dict__.update(values)

    def _compact(self) -> Self:
        """Share what records of a type have alike, as the last step of making one.

        Copied from a dict that shares its keys, the fields of an attribution take 296 bytes
        instead of 832; the set of the names that were given, up to 728, is there once.
        """
        values = self._shape.copy()
        values.update(self.__dict__)
        _put_fields(self, values)
        _put_given(self, _shared(self.__pydantic_fields_set__))
        return self

    def given(self) -> dict[str, Any]:
        """Return the id and the fields that were given rather than derived."""
        values = self.__dict__
        return {"id": self.id} | {
            name: values[name] for name in values if name in self.__pydantic_fields_set__
        }

    def identity(self) -> object:
        """Return what makes this the same entry as another under its id."""
        return self
