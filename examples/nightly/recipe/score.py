"""Tells which hours were unusual, by the model that train.py made."""

import csv
import json
import os
from pathlib import Path

from hours import kind_of
from window import rows_of_window

inputs = Path(os.environ["SM_CHANNEL_READINGS"])  # the files of the input channel "readings"
model = Path(os.environ["SM_MODEL_DIR"])  # the newest model, read-only
unusual = Path(os.environ["MLX_OUTPUT_UNUSUAL"])  # the output channel "unusual"
tolerance = float(json.loads(os.environ["SM_HPS"])["tolerance"])

usual = json.loads((model / "usual.json").read_text())
rows = rows_of_window(inputs)

found = 0
with open(unusual / "hours.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["time", "kwh", "usual"])
    for row in rows:
        expected = usual.get(kind_of(row["time"]))
        if expected is not None and abs(float(row["kwh"]) - expected) > tolerance * expected:
            writer.writerow([row["time"], row["kwh"], round(expected, 2)])
            found += 1
print(f"{found} unusual hours")

metrics = {"rows": len(rows), "unusual": found}
(Path(os.environ["SM_OUTPUT_DIR"]) / "metrics.json").write_text(json.dumps(metrics))
