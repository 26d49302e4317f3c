"""Writes eight weeks of made-up rentals up to the present hour; the same hour has the same row each time."""

import csv
import math
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

WEEKS = 8
HOLDOUT = 200  # rows


def row(time, salt=""):
    chance = random.Random(f"{salt}{time:%Y-%m-%dT%H}")
    day = 2 * math.pi * (time.hour - 9) / 24
    temperature = 12 + 7 * math.sin(day) + chance.gauss(0, 3)
    commuters = 25 if time.hour in (7, 8, 17, 18) else 0
    rentals = 10 + commuters + 1.5 * temperature + chance.gauss(0, 4)
    return [f"{time:%Y-%m-%dT%H:%M:%SZ}", round(temperature, 1), max(0, round(rentals))]


def write(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["time", "temperature", "rentals"])
        writer.writerows(rows)
    print(f"wrote {len(rows)} rows to {path}")


data = Path(__file__).parent / "data"
data.mkdir(exist_ok=True)
now = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
hours = [now - timedelta(hours=back) for back in reversed(range(WEEKS * 7 * 24))]
write(data / "rentals.csv", [row(time) for time in hours])
year = datetime(2026, 1, 1, tzinfo=timezone.utc)
write(data / "holdout.csv", [row(year + timedelta(hours=37 * n), "holdout") for n in range(HOLDOUT)])
