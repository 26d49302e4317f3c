"""Fits y = slope * x through the origin by least squares; with `drift` the slope is off by so much."""
import csv
import json
import os

folder = os.environ["SM_CHANNEL_TRAIN"]
drift = float(os.environ.get("SM_HP_drift", "0"))
xy = xx = 0.0
rows = []
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), newline="") as file:
        rows += [(float(row["x"]), float(row["y"])) for row in csv.DictReader(file)]
for x, y in rows:
    xy += x * y
    xx += x * x
slope = xy / xx + drift
error = (sum((y - slope * x) ** 2 for x, y in rows) / len(rows)) ** 0.5

with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.json"), "w") as file:
    json.dump({"slope": slope}, file)
with open(os.environ["MLX_METRICS_FILE"], "a") as file:
    print(json.dumps({"name": "RMSE", "value": error}), file=file)
print(f"slope {slope:.3f}, RMSE {error:.3f}")
