"""What the three programs share: reading rows, the model, and how far off it is."""

import csv
import json
import os
from pathlib import Path


def read_rows(channel):
    """The rows of an input channel: (time, hour of the day, temperature, rentals)."""
    rows = []
    for path in sorted(Path(os.environ[f"SM_CHANNEL_{channel}"]).glob("*.csv")):
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                hour = int(row["time"][11:13])
                rows.append((row["time"], hour, float(row["temperature"]), float(row["rentals"])))
    return rows


def fit(rows, degrees):
    """Rentals per degree over all hours, and what each hour rents out beyond that."""
    mean_t = sum(row[2] for row in rows) / len(rows)
    by_hour = {}
    for row in rows:
        by_hour.setdefault(row[1], []).append(row)
    above = below = 0.0
    for same in by_hour.values():
        hour_t = sum(row[2] for row in same) / len(same)
        hour_y = sum(row[3] for row in same) / len(same)
        above += sum((row[2] - hour_t) * (row[3] - hour_y) for row in same)
        below += sum((row[2] - hour_t) ** 2 for row in same)
    slope = above / below if degrees and below > 0 else 0.0
    base = {
        str(hour): sum(row[3] - slope * (row[2] - mean_t) for row in same) / len(same)
        for hour, same in by_hour.items()
    }
    return {"slope": slope, "temperature": mean_t, "base": base}


def predict(model, hour, temperature):
    base = model["base"].get(str(hour))
    if base is None:  # an hour that was never seen
        base = sum(model["base"].values()) / len(model["base"])
    return base + model["slope"] * (temperature - model["temperature"])


def measure(model, rows):
    """The mean absolute error, in bikes an hour."""
    return sum(abs(row[3] - predict(model, row[1], row[2])) for row in rows) / len(rows)


def load_model():
    return json.loads((Path(os.environ["SM_MODEL_DIR"]) / "station.json").read_text())


def write_metrics(metrics):
    (Path(os.environ["SM_OUTPUT_DIR"]) / "metrics.json").write_text(json.dumps(metrics))
