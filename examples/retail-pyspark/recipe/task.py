"""What a task sees of mlx, in one place: parameters, folders, metrics and how it fails.

mlx starts the program with spark-submit and tells it through environment variables where things are.
The folders are those of Amazon SageMaker, so the same code also runs in its containers.
"""

import json
import os
import sys
from pathlib import Path

from columns import FEATURES, LABEL


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
    return folder_of(f"SM_CHANNEL_{name.upper()}", "input", f"inputs: {{ {name}: DATASET }}")


def output_channel(name):
    """The folder for the files of an output channel."""
    return folder_of(f"MLX_OUTPUT_{name.upper()}", "output", f"outputs: {{ {name}: ./out/{name} }}")


def folder_of(variable, kind, remedy):
    if variable not in os.environ:
        raise TaskError(f"{variable} is not set: write `{remedy}` in the instance's task for this {kind}.")
    return Path(os.environ[variable])


def model_folder():
    """Where a train task leaves its model, and a score task finds it (read-only there)."""
    return Path(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))


def output_folder():
    return Path(os.environ.get("SM_OUTPUT_DIR", "/opt/ml/output"))


def report_final_metrics(metrics):
    """The metrics of the run as a whole; a nested one becomes `outer.inner`."""
    text = json.dumps(metrics, indent=2) + "\n"
    (output_folder() / "metrics.json").write_text(text, encoding="utf-8")


def spark_path(path):
    """Spark's name for a local file or folder, whatever its default file system is."""
    return f"file://{path}"


def read_features(spark, name):
    """The Parquet files of an input channel, as feature_pipeline.py writes them."""
    folder = channel(name)
    if not any(folder.rglob("*.parquet")):
        raise TaskError(
            f"no Parquet file in {folder}. Run the feature pipeline first: mlx run experiment/retail-features."
        )
    features = spark.read.parquet(spark_path(folder))
    missing = [column for column in ["date", *FEATURES, LABEL] if column not in features.columns]
    if missing:
        raise TaskError(f"the features lack {', '.join(missing)}. Run the feature pipeline again.")
    return features
