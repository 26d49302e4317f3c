"""Fits demand = slope * temperature + intercept, by least squares."""

import csv
import json
import os
from pathlib import Path

inputs = Path(os.environ["SM_CHANNEL_TRAIN"])  # what preprocess.py left in its channel "training"
model = Path(os.environ["SM_MODEL_DIR"])
output = Path(os.environ["SM_OUTPUT_DIR"])

with open(inputs / "rows.csv", newline="") as file:
    points = [(float(row["temperature"]), float(row["demand"])) for row in csv.DictReader(file)]
mean_x = sum(x for x, _ in points) / len(points)
mean_y = sum(y for _, y in points) / len(points)
slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
    (x - mean_x) ** 2 for x, _ in points
)
intercept = mean_y - slope * mean_x
(model / "line.json").write_text(json.dumps({"slope": slope, "intercept": intercept}))
(output / "metrics.json").write_text(json.dumps({"slope": slope}))

# what the model expects and answers is kept with its version
signature = {"inputs": {"temperature": "double"}, "outputs": {"demand": "double"}}
(output / "signature.json").write_text(json.dumps(signature))
print(f"demand = {slope:.2f} * temperature + {intercept:.1f}")
