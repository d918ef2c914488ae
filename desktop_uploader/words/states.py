"""Words for the states of a task and the stages of an import."""

from ..model.progress import Stage
from ..model.status import TaskStatus
from .plurals import Plural

STATUSES = {
    TaskStatus.UPLOADING: "Uploading",
    TaskStatus.PENDING: "Waiting",
    TaskStatus.PROCESSING: "Processing",
    TaskStatus.DONE: "Done",
    TaskStatus.FAILED: "Failed",
    TaskStatus.CANCELLED: "Cancelled",
}

ASKING = "Needs an answer"
"""A failed task that only needs a decision."""

UNDONE = "Undone"
"""A finished task whose rows were taken back."""

DURATIONS = {
    "queued": "waited {seconds} s",
    "reading": "read in {seconds} s",
    "checking": "checked in {seconds} s",
    "turn": "waited {seconds} s to save",
    "saving": "saved in {seconds} s",
}
"""What an attempt spent its time on."""

STAGES = {
    Stage.COPYING: "Copying",
    Stage.OPENING: "Opening",
    Stage.READING: "Reading",
    Stage.CHECKING: "Checking",
    Stage.WAITING: "Waiting to save",
    Stage.SAVING: "Saving",
    Stage.MARKING: "Marking",
    Stage.WRITING: "Writing",
}

ROWS = Plural("{count} row", "{count} rows")
