"""Script mode: parameters come as arguments, folders in the SM_* variables that the toolkit sets."""

import argparse
import json
import os
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, required=True)
parser.add_argument("--learning-rate", type=float, default=0.1)
parser.add_argument("--model-dir", type=Path, default=os.environ["SM_MODEL_DIR"])
parser.add_argument("--train", type=Path, default=os.environ["SM_CHANNEL_TRAIN"])
arguments = parser.parse_args()

rows = sum(len(file.read_text().splitlines()) - 1 for file in arguments.train.glob("*.csv"))
for epoch in range(arguments.epochs):
    print(f"epoch {epoch + 1} of {arguments.epochs}: {rows} rows", flush=True)
arguments.model_dir.joinpath("model.json").write_text(
    json.dumps({"epochs": arguments.epochs, "learning_rate": arguments.learning_rate, "rows": rows})
)
