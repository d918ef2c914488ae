"""Where both programs of the bundle begin: the one whose name ends in -gui opens the window.

A child process begins here too, and needs nothing of what comes after the first lines.
"""

import multiprocessing
import sys

multiprocessing.freeze_support()

from pathlib import Path  # noqa: E402

from desktop_uploader.__main__ import main, main_gui  # noqa: E402

# On Linux the one is a link to the other: only the name by which it was called tells.
names = {Path(name).stem for name in (sys.executable, *sys.argv[:1])}
sys.exit(main_gui() if any(name.endswith("-gui") for name in names) else main())
