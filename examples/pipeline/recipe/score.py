"""Forecasts the demand of each day, with the model that train.py has just made."""

import csv
import json
import os
from pathlib import Path

inputs = Path(os.environ["SM_CHANNEL_DAYS"])
model = Path(os.environ["SM_MODEL_DIR"])
forecast = Path(os.environ["MLX_OUTPUT_FORECAST"])

line = json.loads((model / "line.json").read_text())
with open(inputs / "days.csv", newline="") as file:
    days = list(csv.DictReader(file))
with open(forecast / "forecast.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["day", "demand"])
    for day in days:
        writer.writerow([day["day"], round(line["slope"] * float(day["temperature"]) + line["intercept"], 1)])
print(f"forecast {len(days)} days")
