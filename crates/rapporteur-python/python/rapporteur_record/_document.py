"""What one text tells: sentences, statements, events, times, names and the rest, each with its place in the text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar

from . import _html
from ._rows import Places, Row, Rows, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be known of how a text was read, or why it was not."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a person, place, organisation or nation."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its TIMEX3 type and value, and the rule that read it."""

    span: Span
    type: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One that the text means: every name, title and pronoun for it. Its number is its identifier within the document."""

    id: int
    kind: str
    name: str
    office: str | None
    state: str | None
    wikidata: str | None
    mentions: list[Span]


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says, thinks or wants: its content, who says it and how. `score` is how likely the row is right."""

    text: str
    content: list[Span]
    quoted: list[Span]
    cue: Span | None
    source: list[Span]
    speaker: str | None
    speaker_id: int | None
    speakers: list[str]
    addressee: Span | None
    when: Span | None
    place: Span | None
    form: str
    manner: str
    sense: str
    polarity: str
    standing: str
    rule: str
    score: float
    within: list[Statement]

    @property
    def span(self) -> Span:
        """The first stretch of the content."""
        return self.content[0]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, will, might or did not happen, in the types of PLOVER."""

    trigger: Span
    sentence: Span
    type: str
    of: str | None
    mode: str | None
    context: str | None
    status: str
    actors: list[Span]
    recipients: list[Span]
    place: Span | None
    when: Span | None
    value: str | None
    rule: str
    score: float

    @property
    def span(self) -> Span:
        """The word that tells it."""
        return self.trigger


@dataclass(frozen=True, slots=True)
class Contact:
    """Who met, called or wrote to whom."""

    trigger: Span
    kind: str
    status: str
    parties: list[Span]
    when: Span | None
    place: Span | None
    topics: list[Span]
    rule: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise, threat, demand, agreement or schedule: by whom, to whom, what, due when."""

    kind: str
    content: list[Span]
    by: Span | None
    to: Span | None
    due: str | None
    condition: Span | None
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands on a point."""

    actor: Span
    stance: str
    point: list[Span]
    rule: str
    score: float


def _cell(value: Any) -> Any:
    if isinstance(value, Span):
        return value._row()
    if isinstance(value, list):
        return [_cell(one) for one in value]
    return _row(value) if hasattr(value, "__dataclass_fields__") else value


def _row(item: Any) -> Row:
    """A result as a row: its span in columns of its own, other spans as objects."""
    row: Row = {}
    span = getattr(item, "span", None)
    if isinstance(item, Span):
        return item._row()
    if isinstance(span, Span):
        row.update(span._row())
    for field in fields(item):
        if field.name != "span":
            row[field.name] = _cell(getattr(item, field.name))
    return row


def _columns(kind: type[Any]) -> list[str]:
    own = [field.name for field in fields(kind) if field.name != "span"]
    with_span = kind is Span or "span" in {field.name for field in fields(kind)} or hasattr(kind, "span")
    places = ["start", "end", "text", "start_byte", "end_byte"] if with_span else []
    return places + [name for name in own if name not in places]


class Document:
    """What one text tells. It is worked out once, by the engine; lists are laid out when they are first asked for."""

    def __init__(self, told: str, given: Mapping[str, Any]) -> None:
        self._told = told
        self._given = given

    @cached_property
    def _value(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self._told)
        return value

    @cached_property
    def _places(self) -> Places:
        return Places(self.text)

    def to_dict(self) -> dict[str, Any]:
        """All that was found, as `rapporteur analyze` prints it; positions are bytes."""
        value: dict[str, Any] = json.loads(self._told)
        return value

    @property
    def id(self) -> str | None:
        """The identifier that was given, else the key of its content; None for what could not be read and had none."""
        own: str | None = self._value["id"] or self._given.get("id")
        return own

    @cached_property
    def text(self) -> str:
        """The text that positions are in."""
        return self._value["report"].get("text") or (str(self._given.get("text") or "") if self.is_refused else "")

    @property
    def report(self) -> dict[str, Any]:
        """What the report says of itself: title, outlet, published, dateline, credit, byline, language, url."""
        return {name: value for name, value in self._value["report"].items() if name not in ("text", "removed")}

    @cached_property
    def notices(self) -> Rows[Notice]:
        """What is to be known of how it was read. A text that could not be read has nothing else."""
        return self._rows(Notice, "notices", lambda one: Notice(one["code"], one["message"]))

    def _rows(self, kind: type[T], name: str, of: Callable[[Any], T]) -> Rows[T]:
        return Rows((of(one) for one in self._value.get(name, [])), _columns(kind), _row)

    @cached_property
    def sentences(self) -> Rows[Span]:
        """The sentences."""
        return self._rows(Span, "sentences", lambda pair: self._places.span(*pair))

    @property
    def sents(self) -> Rows[Span]:
        """The sentences, under spaCy's name for them."""
        return self.sentences

    @cached_property
    def names(self) -> Rows[Name]:
        """Names of persons, places, organisations and nations."""
        return self._rows(Name, "names", lambda one: Name(self._span(one), one["kind"]))

    @cached_property
    def times(self) -> Rows[Time]:
        """Time expressions."""
        return self._rows(Time, "times", lambda one: Time(self._span(one), one["type"], one["value"], one["rule"]))

    @cached_property
    def actors(self) -> Rows[Actor]:
        """Whom the text means."""

        def of(one: Any) -> Actor:
            own = {name: one[name] for name in ("id", "kind", "name", "office", "state", "wikidata")}
            return Actor(mentions=[self._span(mention) for mention in one["mentions"]], **own)

        return self._rows(Actor, "actors", of)

    @cached_property
    def statements(self) -> Rows[Statement]:
        """Who said what; what is said within another statement stands in its `within`."""
        return self._rows(Statement, "statements", self._statement)

    @cached_property
    def events(self) -> Rows[Event]:
        """What happened, will or did not."""

        def of(one: Any) -> Event:
            place, when = self._places.pair(one["place"]), one["when"]
            return Event(
                trigger=self._places.span(*one["trigger"]),
                sentence=self._places.span(*one["sentence"]),
                actors=[self._span(party) for party in one["actors"]],
                recipients=[self._span(party) for party in one["recipients"]],
                place=place,
                when=when and self._span(when),
                value=when and when["value"],
                **{name: one[name] for name in ("type", "of", "mode", "context", "status", "rule", "score")},
            )

        return self._rows(Event, "events", of)

    @cached_property
    def contacts(self) -> Rows[Contact]:
        """Who met or called whom."""

        def of(one: Any) -> Contact:
            return Contact(
                trigger=self._places.span(*one["trigger"]),
                parties=[self._span(party) for party in one["parties"]],
                when=self._places.pair(one["when"]),
                place=self._places.pair(one["place"]),
                topics=self._places.pairs(one["topics"]),
                **{name: one[name] for name in ("kind", "status", "rule")},
            )

        return self._rows(Contact, "contacts", of)

    @cached_property
    def commitments(self) -> Rows[Commitment]:
        """What was promised, threatened, demanded, agreed or scheduled."""

        def of(one: Any) -> Commitment:
            own = {name: one[name] for name in ("kind", "due", "rule", "score")}
            return Commitment(content=self._places.pairs(one["content"]), **own, **self._pairs(one, "by", "to", "condition"))

        return self._rows(Commitment, "commitments", of)

    @cached_property
    def positions(self) -> Rows[Position]:
        """Where parties stand."""

        def of(one: Any) -> Position:
            point = self._places.pairs(one["point"])
            return Position(self._places.span(*one["actor"]), one["stance"], point, one["rule"], one["score"])

        return self._rows(Position, "positions", of)

    def _span(self, one: Mapping[str, int]) -> Span:
        return self._places.span(one["start"], one["end"])

    def _pairs(self, one: Mapping[str, Any], *names: str) -> dict[str, Any]:
        return {name: self._places.pair(one[name]) for name in names}

    def _statement(self, one: Any) -> Statement:
        content = self._places.pairs(one["content"])
        own = ("speaker", "speaker_id", "speakers", "form", "manner", "sense", "polarity", "standing", "rule", "score")
        return Statement(
            text=" … ".join(span.text for span in content),
            content=content,
            quoted=self._places.pairs(one["quoted"]),
            source=self._places.pairs(one["source"]),
            within=[self._statement(inner) for inner in one["within"]],
            **self._pairs(one, "cue", "addressee", "when", "place"),
            **{name: one[name] for name in own},
        )

    def __repr__(self) -> str:
        told = f"{len(self.sentences)} sentences, {len(self.statements)} statements, {len(self.events)} events"
        return f"<Document {self.id}: {told}>" if not self.is_refused else f"<Document {self.id}: {self.notices[0].message}>"

    @property
    def is_refused(self) -> bool:
        """Was it no text that can be read? `notices` says why."""
        return "sentences" not in self._value

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        """The statements."""
        return self.statements.__arrow_c_stream__(requested_schema)

    def _marks(self) -> Iterator[tuple[int, int, str, str]]:
        for statement in self.statements:
            told = f"{statement.speaker or 'source'} {statement.sense} ({statement.rule})"
            yield from ((span.start, span.end, "statement", told) for span in statement.content)
            yield from ((span.start, span.end, "source", told) for span in statement.source)
            if statement.cue:
                yield statement.cue.start, statement.cue.end, "cue", told
        for event in self.events:
            yield event.trigger.start, event.trigger.end, "event", f"{event.type} {event.status} ({event.rule})"
        for time in self.times:
            yield time.span.start, time.span.end, "time", f"{time.value} ({time.rule})"

    def html(self) -> str:
        """The text with statements, sources, events and times marked, as HTML; a notebook shows it by itself."""
        if self.is_refused:
            return self.notices.html()
        return _html.marked(self.text, self._marks())

    def _repr_html_(self) -> str:
        return self.html()


