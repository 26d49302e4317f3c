"""Forecasts next week's sales for every store and week of the scoring data."""

import json

import joblib
import pandas as pd
import sklearn

import task
from features import prepare, read_sales
from task import TaskError


def main():
    model, features = load(task.model_folder())
    sales = prepare(read_sales(task.channel("score")))

    predictions = pd.DataFrame(
        {
            # The week whose figures the forecast was made from; it is for the week after.
            "date": sales["date"].dt.strftime("%Y-%m-%d"),
            "store": sales["store"],
            "prediction": model.predict(sales[features]).round(2),
        }
    )
    file = task.output_channel("predictions") / "predictions.csv"
    predictions.to_csv(file, index=False)
    print(f"{len(predictions)} predictions written to {file.name}")
    task.report_final_metrics({"rows": len(predictions)})


def load(folder):
    for name in ("model.json", "features.json", "model.joblib"):
        if not (folder / name).is_file():
            raise TaskError(f"the model has no {name}; it was not made by train.py of this recipe.")
    trained_with = json.loads((folder / "model.json").read_text(encoding="utf-8"))["scikit-learn"]
    if trained_with != sklearn.__version__:
        raise TaskError(
            f"the model was trained with scikit-learn {trained_with}, and this is {sklearn.__version__}. "
            "Train it again with the requirements.txt that is in force now."
        )
    features = json.loads((folder / "features.json").read_text(encoding="utf-8"))["features"]
    return joblib.load(folder / "model.joblib"), features


if __name__ == "__main__":
    task.run(main)
