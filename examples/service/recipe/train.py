"""Learns from the rows of its timeframe; the last fifth of them judges what the others taught."""

import json
import os
from pathlib import Path

from station import fit, measure, read_rows, write_metrics

parameters = json.loads(os.environ["SM_HPS"])  # all values are strings
rows = read_rows("TRAIN")
if len(rows) < 48:
    raise SystemExit(f"{len(rows)} rows are too few: two days are the least")
print(f"read {len(rows)} rows, {rows[0][0]} to {rows[-1][0]}")

last = len(rows) * 4 // 5
model = fit(rows[:last], degrees=parameters.get("degrees", "true") == "true")
(Path(os.environ["SM_MODEL_DIR"]) / "station.json").write_text(json.dumps(model))
write_metrics({"MAE": measure(model, rows[last:]), "rows": len(rows)})
