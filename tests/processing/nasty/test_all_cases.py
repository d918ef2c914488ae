"""Every case of the list has a test."""

import re
import subprocess
import sys
from pathlib import Path

CASES = 56


def test_every_number_is_named_by_a_test_that_is_collected() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", str(Path(__file__).parent)]
    collected = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    numbers = "_".join(re.findall(r"nasty((?:_\d\d)+)", collected)).split("_")
    named = {int(number) for number in numbers if number}

    assert named == set(range(1, CASES + 1))
