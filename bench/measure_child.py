"""Runs one command and reports what it and all its descendants used.

usage: measure_child.py OUTPUT_FILE COMMAND [ARGUMENT...]

The command's stdout and stderr go to OUTPUT_FILE. One JSON object goes to stdout: exitCode,
cpuSeconds (user and system, of the whole tree), wallSeconds, peakBytes (of its largest process).

Python, because Node cannot ask for the usage of its children, and GNU time is not everywhere.
"""

import json
import os
import sys
import time

output, *command = sys.argv[1:]
to_output = [
    (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    (os.POSIX_SPAWN_DUP2, 1, 2),
]
started = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ, file_actions=to_output)
_, status, usage = os.wait4(child, 0)
ended = time.monotonic()
print(
    json.dumps(
        {
            "exitCode": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status),
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "wallSeconds": ended - started,
            # Linux counts in KiB, macOS in bytes.
            "peakBytes": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        }
    )
)
