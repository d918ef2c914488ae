"""Words for when files are worked on."""

RESTING = {
    "hours": "Works from {start}",
    "battery": "Waits for power: the battery is at {percent} %",
}
"""Why no file is begun now."""
