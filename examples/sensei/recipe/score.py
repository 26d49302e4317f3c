"""Predicts y for every x, with the line that train.py found."""

import csv
import json
import os
from pathlib import Path

inputs = Path(os.environ["SM_CHANNEL_SCORE"])  # the files of the input channel "score"
model = Path(os.environ["SM_MODEL_DIR"])  # the model of the last training, read-only
predictions = Path(os.environ["MLX_OUTPUT_PREDICTIONS"])  # the output channel "predictions"

line = json.loads((model / "line.json").read_text())

with open(inputs / "measurements.csv", newline="") as file:
    xs = [float(row["x"]) for row in csv.DictReader(file)]

with open(predictions / "predictions.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["x", "prediction"])
    for x in xs:
        writer.writerow([x, round(line["slope"] * x + line["intercept"], 3)])
print(f"wrote {len(xs)} predictions")
