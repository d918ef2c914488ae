"""What a person has changed and not saved yet: one draft for each dataset."""

from collections.abc import Sequence
from dataclasses import replace

from ...model.dataset import Dataset
from ...model.draft import Draft


class Drafts:
    """Kept until they are saved or taken back, whatever imports make of the datasets meanwhile."""

    def __init__(self) -> None:
        self._kept: dict[str, Draft] = {}
        self._saved: dict[str, Dataset] = {}

    @property
    def kept(self) -> list[Draft]:
        """All of them."""
        return list(self._kept.values())

    def restore(self, kept: Sequence[Draft]) -> None:
        """Take up what another page has kept, where nothing newer is there."""
        self._kept = {draft.name: draft for draft in kept} | self._kept

    def learn(self, saved: Sequence[Dataset]) -> None:
        """These are the newest versions: the changes are brought on top of them where that can be done."""
        self._saved = {dataset.name: dataset for dataset in saved}
        for draft in list(self._kept.values()):
            newest = self._saved.get(draft.name)
            if newest is None:
                draft = replace(draft, saved=None, renamed={})
            elif draft.saved is None:
                draft = Draft.of(newest).with_schema(draft.schema)
            elif draft.saved != newest:
                draft = draft.on_top_of(newest) or draft
            self.keep(draft)

    def keep(self, draft: Draft) -> None:
        """Remember a change; one that changes nothing is forgotten."""
        if draft.changed:
            self._kept[draft.name] = draft
        else:
            self._kept.pop(draft.name, None)

    def drop(self, name: str) -> None:
        """Take a change back."""
        self._kept.pop(name, None)

    def of(self, name: str) -> Draft | None:
        """A dataset as it is changed or else saved; None where there is none."""
        saved = self._saved.get(name)
        return self._kept.get(name) or (Draft.of(saved) if saved is not None else None)

    def crossed(self, draft: Draft) -> bool:
        """True where something else has changed the same part of the dataset meanwhile."""
        return draft.saved is not None and draft.saved != self._saved.get(draft.name, draft.saved)

    @property
    def new(self) -> list[str]:
        """The names of those that are not saved at all."""
        return sorted(name for name in self._kept if name not in self._saved)

    @property
    def changed(self) -> set[str]:
        """The names of those that are not as they were saved."""
        return set(self._kept)
