"""What a project can record: its kinds, their fields, and the scale on which claims are judged.

Built-in kinds and fields come first; other extensions add theirs (:mod:`letopis.api`). Nothing is worked out here
before somebody asks, and the answers are kept: the rules ask for the fields of each record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from letopis.model.fields import FieldSpec, FieldSpecs, field_specs
from letopis.model.kinds import BUILT_IN, Record
from letopis.model.verdicts import STANDARD_SCALE, VerdictScale


@dataclass(eq=False)
class Schema:
    """Read-only once the settings of a project have been read.

    ``kinds`` maps the name of each kind to its class, in order; ``added`` maps the name of a kind to the fields that
    other extensions gave it, by key; ``scale`` is the scale of verdicts.
    """

    kinds: dict[str, type[Record]] = field(default_factory=lambda: {cls.kind: cls for cls in BUILT_IN})
    added: dict[str, dict[str, FieldSpec]] = field(default_factory=dict)
    scale: VerdictScale = STANDARD_SCALE
    _fields: dict[type[Record], FieldSpecs] = field(default_factory=dict, init=False, repr=False)

    def fields(self, record_class: type[Record]) -> FieldSpecs:
        """Every field of a kind, declared or added: ``{key as written: (attribute, spec)}``. Not to be changed."""
        found = self._fields.get(record_class)
        if found is None:
            found = {key: (name, self._on_scale(spec)) for key, (name, spec) in field_specs(record_class).items()}
            found |= {key: ("", spec) for key, spec in self.added.get(record_class.kind, {}).items()}
            self._fields[record_class] = found
        return found

    @property
    def kinds_with_field(self) -> Mapping[str, tuple[str, ...]]:
        """For each field the kinds that have it, in order."""
        found: dict[str, tuple[str, ...]] = {}
        for kind, record_class in self.kinds.items():
            for key in self.fields(record_class):
                found[key] = (*found.get(key, ()), kind)
        return found

    def _on_scale(self, spec: FieldSpec) -> FieldSpec:
        """A field that holds a verdict reads it from the scale of the project."""
        return replace(spec, read=self.scale.read) if spec.read == STANDARD_SCALE.read else spec

    @property
    def inverses(self) -> Iterable[str]:
        """The labels of relations as seen from their other end, in the order in which pages show them.

        What all kinds can say (``about``) comes after what is particular to one.
        """
        common = field_specs(Record)
        own: list[str] = []
        shared: list[str] = []
        for record_class in self.kinds.values():
            for key, (_, spec) in self.fields(record_class).items():
                if spec.inverse:
                    (shared if key in common else own).append(spec.inverse)
        return dict.fromkeys([*own, *shared])

    def spec(self, record: Record, key: str) -> FieldSpec:
        """The spec of a field of a record. Raises ``KeyError`` for a field that its kind does not have."""
        return self.fields(type(record))[key][1]

    def with_times(self, times: str) -> Mapping[type[Record], str]:
        """The kinds that have a field of these times, and the key of the first."""
        return {
            cls: key
            for cls in self.kinds.values()
            for key, (_, spec) in reversed(self.fields(cls).items())
            if spec.times == times
        }
