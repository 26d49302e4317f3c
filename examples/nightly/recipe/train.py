"""Finds what is usual: the median of each hour of working days, and of free ones."""

import csv
import json
import os
from collections import defaultdict
from pathlib import Path
from statistics import median

from hours import kind_of

inputs = Path(os.environ["SM_CHANNEL_DAYS"])  # one folder for each run that loaded a day
model = Path(os.environ["SM_MODEL_DIR"])  # what is written here becomes the model

readings = {}  # by time, so that a day that was loaded twice counts once
for file in sorted(inputs.rglob("*.csv")):
    with open(file, newline="") as lines:
        readings.update((row["time"], float(row["kwh"])) for row in csv.DictReader(lines))

of_kind = defaultdict(list)
for time, kwh in readings.items():
    of_kind[kind_of(time)].append(kwh)
usual = {kind: median(values) for kind, values in sorted(of_kind.items())}
print(f"{len(usual)} kinds of hours, from {len(readings)} readings")

(model / "usual.json").write_text(json.dumps(usual, indent=2))
metrics = {"readings": len(readings), "kinds": len(usual)}
(Path(os.environ["SM_OUTPUT_DIR"]) / "metrics.json").write_text(json.dumps(metrics))
