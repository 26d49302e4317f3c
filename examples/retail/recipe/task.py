"""What a task sees of mlx, in one place: parameters, folders, metrics and how it fails.

mlx starts `train.py` or `score.py` and tells it through environment variables where things are.
The folders are those of Amazon SageMaker, so the same code also runs in its containers.
"""

import json
import os
import sys
from pathlib import Path


class TaskError(Exception):
    """An expected failure. Its text is for the user: what is wrong, and what to do about it."""


def run(main):
    """Runs a task. A TaskError is printed, kept in the file that mlx reads, and exits with 1."""
    try:
        main()
    except TaskError as error:
        (output_folder() / "failure").write_text(f"{error}\n", encoding="utf-8")
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)


def parameters():
    """All parameters of the run as a dictionary of strings."""
    return json.loads(os.environ.get("SM_HPS", "{}"))


def channel(name):
    """The folder with the files of an input channel."""
    variable = f"SM_CHANNEL_{name.upper()}"
    if variable not in os.environ:
        raise TaskError(
            f'there is no input channel "{name}". '
            f"Name a dataset for it: `inputs: {{ {name}: DATASET }}` in the instance's task."
        )
    return Path(os.environ[variable])


def output_channel(name):
    """The folder for the files of an output channel."""
    variable = f"MLX_OUTPUT_{name.upper()}"
    if variable not in os.environ:
        raise TaskError(
            f'there is no output channel "{name}". '
            f"Name a folder for it: `outputs: {{ {name}: ./out/{name} }}` in the instance's task."
        )
    return Path(os.environ[variable])


def model_folder():
    """Where a train task leaves its model, and a score task finds it (read-only there)."""
    return Path(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))


def output_folder():
    return Path(os.environ.get("SM_OUTPUT_DIR", "/opt/ml/output"))


def plots_folder():
    """For what is to be drawn of the run: CSV, JSON and pictures, see docs/metrics.md."""
    folder = output_folder() / "plots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def report_metric(name, value, step):
    """Reports one value while the task runs; mlx shows it live."""
    point = json.dumps({"name": name, "value": value, "step": step})
    file = os.environ.get("MLX_METRICS_FILE", output_folder() / "metrics.jsonl")
    with open(file, "a", encoding="utf-8") as lines:
        lines.write(point + "\n")


def report_final_metrics(metrics):
    """The metrics of the run as a whole; a nested one becomes `outer.inner`."""
    write_json(output_folder() / "metrics.json", metrics)


def write_json(file, value):
    file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
