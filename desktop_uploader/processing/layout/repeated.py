"""Headings that occur more than once: which is which, where a dataset has a field for each ("Name", "Name 2")."""

from collections.abc import Mapping, Sequence

from .labels import normalised, unique_labels

Neighbours = dict[str, str | None]


def numbered(labels: Mapping[int, str], fields: Sequence[str]) -> tuple[Mapping[int, str], list[str]]:
    """The labels, repeated ones with the numbers of their fields, and those of which that cannot be told.

    Where the columns stand in the order of the fields, repeated ones are numbered in their order too. Else what stands
    beside them says which is which: the next column to the left, or the one to the right, that occurs once.
    """
    unique = unique_labels(labels)
    repeated = {label for column, label in labels.items() if unique[column] != label}
    several = {unique[column] for column, label in labels.items() if label in repeated}
    if not several <= set(fields):
        return labels, []
    if _in_order(list(unique.values()), fields):
        return unique, []
    found, unclear = dict(unique), list[str]()
    for label in sorted(repeated):
        columns = [column for column, other in labels.items() if other == label]
        named = _by_neighbours(columns, unique, fields, several)
        if named is None:
            unclear.append(label)
        else:
            found |= named
    return found, unclear


def _in_order(names: Sequence[str], fields: Sequence[str]) -> bool:
    places = {normalised(name): place for place, name in enumerate(fields)}
    found = [places[normal] for normal in map(normalised, names) if normal in places]
    return found == sorted(found)


def _by_neighbours(
    columns: Sequence[int], unique: Mapping[int, str], fields: Sequence[str], several: set[str]
) -> dict[int, str] | None:
    """Column → field by what stands beside it; None where that says nothing, or two different things."""
    names = [unique[column] for column in columns]
    known = {normalised(name) for name in fields}
    in_file = [name for name in unique.values() if normalised(name) in known]
    answers = []
    for side in (_left, _right):
        before, now = side(fields, several), side(in_file, several)
        if len({now[name] for name in names}) == 1 and len({before[name] for name in names}) == 1:
            # Side by side, then as now.
            return {column: unique[column] for column in columns}
        by_neighbour = {before[name]: name for name in names if before[name] is not None}
        meant = [by_neighbour.get(now[name]) for name in names]
        if None not in meant and len(set(meant)) == len(names) == len(by_neighbour):
            answers.append({column: str(name) for column, name in zip(columns, meant, strict=True)})
    return answers[0] if answers and all(answer == answers[0] for answer in answers) else None


def _left(names: Sequence[str], several: set[str]) -> Neighbours:
    """Each name's nearest one to the left that is not repeated, in the form in which names are compared."""
    found: Neighbours = {}
    last = None
    for name in names:
        found[name] = last
        last = last if name in several else normalised(name)
    return found


def _right(names: Sequence[str], several: set[str]) -> Neighbours:
    return _left(names[::-1], several)
