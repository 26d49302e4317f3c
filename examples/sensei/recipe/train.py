"""Fits the line y = slope * x + intercept to the measurements, by least squares."""

import csv
import json
import os
from pathlib import Path

# mlx tells the program through environment variables where things are.
inputs = Path(os.environ["SM_CHANNEL_TRAIN"])  # the files of the input channel "train"
model = Path(os.environ["SM_MODEL_DIR"])  # what is written here becomes the model
output = Path(os.environ["SM_OUTPUT_DIR"])
parameters = json.loads(os.environ["SM_HPS"])  # all values are strings

with open(inputs / "measurements.csv", newline="") as file:
    points = [(float(row["x"]), float(row["y"])) for row in csv.DictReader(file)]
print(f"read {len(points)} points")

if parameters.get("through_origin") == "true":
    mean_x = mean_y = 0.0
else:
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
    (x - mean_x) ** 2 for x, _ in points
)
intercept = mean_y - slope * mean_x
print(f"y = {slope:.3f} * x + {intercept:.3f}")

(model / "line.json").write_text(json.dumps({"slope": slope, "intercept": intercept}))

# The metrics of the run; mlx keeps them with the model.
squares = [(y - (slope * x + intercept)) ** 2 for x, y in points]
rmse = (sum(squares) / len(squares)) ** 0.5
(output / "metrics.json").write_text(json.dumps({"RMSE": rmse, "rows": len(points)}))
