"""Forecasts each hour of the next day, at the temperature that it had today."""

import csv
import os
from pathlib import Path

from station import load_model, predict, read_rows, write_metrics

model = load_model()
rows = read_rows("SCORE")
with open(Path(os.environ["MLX_OUTPUT_FORECAST"]) / "forecast.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["hour", "temperature", "rentals"])
    for _, hour, temperature, _ in sorted(rows, key=lambda row: row[1]):
        writer.writerow([hour, temperature, round(predict(model, hour, temperature), 1)])
write_metrics({"rows": len(rows)})
print(f"forecast {len(rows)} hours")
