"""Loads the readings of one day."""

import csv
import json
import os
from pathlib import Path

from window import rows_of_window

inputs = Path(os.environ["SM_CHANNEL_READINGS"])  # the files of the input channel "readings"
day = Path(os.environ["MLX_OUTPUT_DAY"])  # the output channel "day"

rows = rows_of_window(inputs)
with open(day / "readings.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, ["time", "kwh"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)

metrics = {"rows": len(rows), "kwh": round(sum(float(row["kwh"]) for row in rows), 2)}
(Path(os.environ["SM_OUTPUT_DIR"]) / "metrics.json").write_text(json.dumps(metrics))
