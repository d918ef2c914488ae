"""What the operating system does for the parent to keep a child within bounds: on Windows a job object.

A child in a job object is ended by Windows when the parent is gone, however it went, and when it asks for more memory
than it may. Elsewhere the child itself sets such bounds (`process.py`).
"""

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000
    _SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Limits(ctypes.Structure):
        _fields_ = (
            ("Basic", _BasicLimits),
            ("IoCounters", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    class Bounds:
        """Holds a child process for as long as this process lives."""

        def __init__(self, pid: int) -> None:
            self._kernel = kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = wintypes.HANDLE
            self._job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
            self._set(_KILL_ON_CLOSE, 0)
            process = wintypes.HANDLE(kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, wintypes.DWORD(pid)))
            kernel.AssignProcessToJobObject(self._job, process)
            kernel.CloseHandle(process)

        def limit_memory(self, size: int) -> None:
            """Let an allocation fail that would take the child over `size` bytes."""
            self._set(_KILL_ON_CLOSE | _PROCESS_MEMORY, size)

        def close(self) -> None:
            """Let go of the child; it is ended."""
            self._kernel.CloseHandle(self._job)

        def _set(self, flags: int, memory: int) -> None:
            limits = _Limits()
            limits.Basic.LimitFlags = flags
            limits.ProcessMemoryLimit = memory
            self._kernel.SetInformationJobObject(
                self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )

else:

    class Bounds:
        """Nothing to do for the parent here."""

        def __init__(self, pid: int) -> None:
            pass

        def limit_memory(self, size: int) -> None:
            """The child limits itself."""

        def close(self) -> None:
            """Nothing to let go of."""
