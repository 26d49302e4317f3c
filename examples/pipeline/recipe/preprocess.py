"""Leaves out what cannot be used, and sets every nth row aside for the evaluation."""

import csv
import json
import os
from pathlib import Path

inputs = Path(os.environ["SM_CHANNEL_RAW"])  # the dataset, or the window of it that the run is about
output = Path(os.environ["SM_OUTPUT_DIR"])
parameters = json.loads(os.environ["SM_HPS"])  # all values are strings

rows, broken = [], 0
for path in sorted(inputs.rglob("*.csv")):
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            try:
                rows.append((float(row["temperature"]), float(row["demand"])))
            except ValueError:
                broken += 1
print(f"{len(rows)} rows are good, {broken} are broken")

every = round(1 / float(parameters["test_share"]))
parts = {
    "TRAINING": [row for number, row in enumerate(rows) if number % every != 0],
    "TEST": [row for number, row in enumerate(rows) if number % every == 0],
}
for name, part in parts.items():
    # a channel that the next tasks read: it is kept with the run, and written to no folder of the project
    with open(Path(os.environ[f"MLX_OUTPUT_{name}"]) / "rows.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["temperature", "demand"])
        writer.writerows(part)
(output / "metrics.json").write_text(json.dumps({"rows": len(rows), "broken_rows": broken}))
