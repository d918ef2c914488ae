"""What is asked for of many uploads at once: with whom it is done, with whom not, and how it is ended early."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.selection import Deed, Outcome, Selection, Tally
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders

RIGHT, WRONG = "Number,Amount\n1,2\n", "Number,Amount\n1,x\n"
DEFINITION = '{"fields": [{"name": "Number", "type": "integer"}, {"name": "Amount", "type": "integer"}]}'


@pytest.fixture
def parts(data_dir: Path) -> Iterator[Application]:
    made = build(Settings(), find_folders(data_dir), "test")
    yield made
    made.close()


def add(parts: Application, folder: Path, *texts: str) -> list[int]:
    """Stored files that wait, each in a folder of its own under the same name."""
    ids = []
    for number, text in enumerate(texts):
        source = folder / f"{number}" / "orders.csv"
        source.parent.mkdir()
        source.write_text(text.replace("1,", f"{number},"), encoding="utf-8")
        source.with_name("orders.schema.json").write_text(DEFINITION, encoding="utf-8")
        ids.append(parts.intake.register(source).id)
    parts.uploader.drain()
    return ids


def ended(parts: Application, folder: Path) -> list[int]:
    """Three files: saved, saved, and one with a wrong cell."""
    ids = add(parts, folder, RIGHT, RIGHT, WRONG)
    parts.workers[0].drain(ids)
    assert statuses(parts) == {ids[0]: "DONE", ids[1]: "DONE", ids[2]: "FAILED"}
    return ids


def statuses(parts: Application) -> dict[int, str]:
    return {task.id: task.status.value for task in parts.history.tasks(TaskQuery(), limit=100)}


def run(parts: Application, deed: Deed, selection: Selection, folder: Path | None = None) -> Outcome:
    return parts.batches.run(deed, selection, lambda done, total: None, lambda: False, folder)


def everything(parts: Application, query: TaskQuery | None = None) -> Selection:
    return Selection(query=query or TaskQuery(), up_to=parts.batches.selecting.newest())


def test_a_tally_counts_the_chosen_by_what_can_be_done_with_them(parts: Application, tmp_path: Path) -> None:
    ids = ended(parts, tmp_path)

    tally = parts.batches.selecting.tally(everything(parts))

    assert (tally.total, tally.able(Deed.UNDO), tally.able(Deed.RETRY), tally.able(Deed.CANCEL)) == (3, 2, 1, 0)
    assert parts.batches.selecting.tally(everything(parts).without(frozenset(ids[:1]))).able(Deed.UNDO) == 1
    assert parts.batches.selecting.tally(Selection(frozenset(ids[2:]))).able(Deed.RETRY) == 1
    assert parts.batches.selecting.tally(Selection()) == Tally()


def test_retry_is_done_with_what_failed_and_names_the_rest(parts: Application, tmp_path: Path) -> None:
    ids = ended(parts, tmp_path)

    outcome = run(parts, Deed.RETRY, Selection(frozenset(ids)))

    assert (outcome.done, outcome.ids) == (1, ids[2:])
    assert {standing.status: count for standing, count in outcome.left_out.items()} == {TaskStatus.DONE: 2}
    assert statuses(parts)[ids[2]] == "PENDING"


def test_a_file_added_after_all_were_selected_is_not_meant(parts: Application, tmp_path: Path) -> None:
    waiting = add(parts, tmp_path, RIGHT, RIGHT)
    selection = everything(parts, TaskQuery(statuses=frozenset({TaskStatus.PENDING}))).without(frozenset(waiting[:1]))
    (tmp_path / "later").mkdir()
    later = add(parts, tmp_path / "later", RIGHT)

    outcome = run(parts, Deed.CANCEL, selection)

    assert outcome.ids == waiting[1:]
    assert statuses(parts) == {waiting[0]: "PENDING", waiting[1]: "CANCELLED", later[0]: "PENDING"}


def test_undo_takes_the_rows_of_all_back_and_retry_imports_them_again(parts: Application, tmp_path: Path) -> None:
    ids = ended(parts, tmp_path)

    undone = run(parts, Deed.UNDO, everything(parts))

    assert undone.ids == [ids[1], ids[0]]
    assert parts.records.row_count("orders") == 0
    assert run(parts, Deed.RETRY, Selection(frozenset(undone.ids))).done == 2


def test_originals_of_one_name_are_saved_beside_each_other(parts: Application, tmp_path: Path) -> None:
    ids = add(parts, tmp_path, RIGHT, RIGHT, RIGHT)
    target = tmp_path / "out"
    target.mkdir()
    (target / "orders.csv").write_text("mine", encoding="utf-8")

    outcome = run(parts, Deed.SAVE_ORIGINAL, Selection(frozenset(ids)), target)

    assert outcome.done == 3
    assert sorted(path.name for path in target.iterdir()) == [
        "orders (2).csv", "orders (3).csv", "orders (4).csv", "orders.csv",
    ]  # fmt: skip
    assert (target / "orders.csv").read_text(encoding="utf-8") == "mine"


def test_an_original_is_saved_however_many_there_are_of_its_name(parts: Application, tmp_path: Path) -> None:
    ids = add(parts, tmp_path, RIGHT)
    target = tmp_path / "out"
    target.mkdir()
    for name in ("orders.csv", *(f"orders ({number}).csv" for number in range(2, 1_500))):
        (target / name).touch()

    assert run(parts, Deed.SAVE_ORIGINAL, Selection(frozenset(ids)), target).done == 1
    assert (target / "orders (1500).csv").read_text(encoding="utf-8") == RIGHT.replace("1,", "0,")


def test_a_folder_that_cannot_be_written_to_is_named_once_for_all(parts: Application, tmp_path: Path) -> None:
    ids = add(parts, tmp_path, RIGHT, RIGHT)

    outcome = run(parts, Deed.SAVE_ORIGINAL, Selection(frozenset(ids)), tmp_path / "gone")

    assert (outcome.done, outcome.refused) == (0, {"storage-no-permission": 2})
    assert outcome.examples["storage-no-permission"].params["folder"] == str(tmp_path / "gone")


def test_what_is_ended_early_stays_done_as_far_as_it_came(parts: Application, tmp_path: Path) -> None:
    ids = ended(parts, tmp_path)
    seen: list[tuple[int, int]] = []

    def told(done: int, total: int) -> None:
        seen.append((done, total))

    outcome = parts.batches.run(Deed.UNDO, Selection(frozenset(ids)), told, lambda: len(seen) == 2)

    assert (outcome.stopped, outcome.ids, seen) == (True, [ids[1]], [(1, 3), (2, 3)])
    assert parts.records.row_count("orders") == 1


def test_delete_takes_all_that_are_at_their_end_and_their_files(parts: Application, tmp_path: Path) -> None:
    ids = ended(parts, tmp_path)
    (tmp_path / "later").mkdir()
    waiting = add(parts, tmp_path / "later", RIGHT)

    outcome = run(parts, Deed.DELETE, everything(parts))

    assert outcome.done == len(ids)
    assert statuses(parts) == {waiting[0]: "PENDING"}
    assert len([path for path in parts.folders.files.rglob("*") if path.is_file()]) == 1
