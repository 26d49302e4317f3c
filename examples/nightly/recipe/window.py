"""The rows that a run is about: those of its window."""

import csv
import os
import sys
from datetime import datetime


def rows_of_window(folder):
    """Its rows are those after the start of the window, up to and including its end.

    The window is that of the schedule: from its nominal time before up to its own. So a run reads the
    same rows whenever it starts: on time, late, tried again, or in a backfill. A run that somebody
    started by hand has no window, and takes all rows.
    """
    start, end = instant("MLX_WINDOW_START"), instant("MLX_WINDOW_END")
    rows = []
    for file in sorted(folder.rglob("*.csv")):
        with open(file, newline="") as lines:
            for row in csv.DictReader(lines):
                time = datetime.fromisoformat(row["time"])  # such as 2026-10-25T02:00:00+02:00
                if (start is None or start < time) and (end is None or time <= end):
                    rows.append(row)
    print(f"{len(rows)} rows" if start is None else f"{len(rows)} rows after {start} up to {end}")
    if not rows:
        # What the meter has not sent yet may be there in some minutes: 75 lets `retry` try again.
        print("there are no readings of this time yet", file=sys.stderr)
        sys.exit(75)
    return rows


def instant(variable):
    """mlx says all times in UTC, such as 2026-10-24T22:00:00.000Z."""
    text = os.environ.get(variable)
    return None if text is None else datetime.fromisoformat(text.replace("Z", "+00:00"))
