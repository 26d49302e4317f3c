"""How far the model is off on rows that it has not seen."""

import csv
import json
import os
from pathlib import Path

inputs = Path(os.environ["SM_CHANNEL_TEST"])  # what preprocess.py set aside
model = Path(os.environ["SM_MODEL_DIR"])  # the model that train.py has just made, read-only
output = Path(os.environ["SM_OUTPUT_DIR"])

line = json.loads((model / "line.json").read_text())
with open(inputs / "rows.csv", newline="") as file:
    rows = [(float(row["temperature"]), float(row["demand"])) for row in csv.DictReader(file)]
pairs = [(actual, line["slope"] * x + line["intercept"]) for x, actual in rows]
rmse = (sum((predicted - actual) ** 2 for actual, predicted in pairs) / len(pairs)) ** 0.5
(output / "metrics.json").write_text(json.dumps({"RMSE": rmse}))

# plots are kept with the run
with open(output / "plots" / "predicted-against-actual.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["actual", "predicted"])
    writer.writerows((actual, round(predicted, 3)) for actual, predicted in pairs)
print(f"RMSE {rmse:.2f} over {len(pairs)} rows")
