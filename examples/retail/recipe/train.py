"""Trains a model that forecasts each store's sales of the next week."""

import datetime
import math
import platform

import joblib
import numpy as np
import pandas as pd
import sklearn
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import (
    mean_absolute_error,
    mean_absolute_percentage_error,
    root_mean_squared_error,
)

import task
from features import FEATURES, LABEL, WEEK, prepare, read_sales
from task import TaskError

SEED = 1234
DEFAULTS = {
    "learning_rate": "0.1",
    "n_estimators": "100",
    "max_depth": "3",
    "validation_start": "2012-02-03",
}


def main():
    options = read_options(task.parameters())
    sales = prepare(read_sales(task.channel("train")))

    # Split by time: a forecast is judged on weeks that lie after everything the model has seen.
    is_validation = sales["date"] >= options["validation_start"]
    train, validation = sales[~is_validation], sales[is_validation]
    for purpose, rows in (("train", train), ("validate", validation)):
        if rows.empty:
            raise TaskError(
                f"no rows to {purpose} with: the data reach from {sales['date'].min():%Y-%m-%d} to "
                f"{sales['date'].max():%Y-%m-%d}, and validation_start is "
                f"{options['validation_start']:%Y-%m-%d}. Choose a date in between."
            )
    print(f"{len(sales)} rows: {len(train)} to train, {len(validation)} to validate", flush=True)

    model = GradientBoostingRegressor(
        learning_rate=options["learning_rate"],
        n_estimators=options["n_estimators"],
        max_depth=options["max_depth"],
        random_state=SEED,
    )
    model.fit(train[FEATURES], train[LABEL], monitor=show_progress)

    predictions = model.predict(validation[FEATURES])
    metrics = {
        **evaluate(train, validation, predictions),
        # The naive forecast: next week is like this week. A model that is no better is no use.
        "naive": evaluate(train, validation, validation["weeklySales"]),
        "rows": len(sales),
        "train_rows": len(train),
        "validation_rows": len(validation),
    }
    for name in ("MAPE", "MAE", "RMSE", "MASE"):
        print(f"{name:4} {metrics[name]:12.4f}   (naive forecast {metrics['naive'][name]:.4f})")
    task.report_final_metrics(metrics)
    plot(validation, predictions)
    save(model, options, metrics)


def read_options(parameters):
    unknown = sorted(set(parameters) - set(DEFAULTS))
    if unknown:
        raise TaskError(
            f"unknown parameter {', '.join(unknown)}. This recipe takes {', '.join(DEFAULTS)}."
        )
    text = {**DEFAULTS, **parameters}
    return {
        "learning_rate": positive_number("learning_rate", text["learning_rate"]),
        "n_estimators": positive_integer("n_estimators", text["n_estimators"]),
        "max_depth": positive_integer("max_depth", text["max_depth"]),
        "validation_start": date("validation_start", text["validation_start"]),
    }


def positive_number(name, text):
    try:
        value = float(text)
    except ValueError:
        raise TaskError(f'parameter {name}: "{text}" is not a number.') from None
    if not (math.isfinite(value) and value > 0):
        raise TaskError(f"parameter {name}: {text} is not a number above 0.")
    return value


def positive_integer(name, text):
    value = positive_number(name, text)
    if value != int(value):
        raise TaskError(f"parameter {name}: {text} is not a whole number.")
    return int(value)


def date(name, text):
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        raise TaskError(f'parameter {name}: "{text}" is not a date like 2012-02-03.') from None


def show_progress(stage, model, _):
    """Called by scikit-learn after each stage. Must return nothing: True would end the training."""
    done, total = stage + 1, model.n_estimators
    loss = float(model.train_score_[stage])
    task.report_metric("train_loss", loss, step=done)
    if done == total or done % max(1, total // 10) == 0:
        print(f"stage {done} of {total}: train_loss {loss:.6g}", flush=True)


def evaluate(train, validation, predictions):
    """MAPE (a fraction), MAE, RMSE and MASE of predictions for the validation rows.

    MASE divides each error by what the naive forecast was off on average for the same store in the
    training weeks; below 1 is better than naive. Rows that would divide by 0 are left out of MAPE
    (a week of no sales) and of MASE (a store that never changed, or was not in training).
    """
    actual = validation[LABEL]
    sold = actual != 0
    naive_errors = (train[LABEL] - train["weeklySales"]).abs().groupby(train["store"]).mean()
    scale = validation["store"].map(naive_errors.where(naive_errors > 0))
    return {
        "MAPE": float(mean_absolute_percentage_error(actual[sold], np.asarray(predictions)[sold])),
        "MAE": float(mean_absolute_error(actual, predictions)),
        "RMSE": float(root_mean_squared_error(actual, predictions)),
        "MASE": float(((actual - predictions).abs() / scale).mean()),
    }


def plot(validation, predictions):
    """Predicted against actual for each validation row; `mlx runs report` draws it."""
    pd.DataFrame(
        {
            "at": (validation["date"] + WEEK).dt.strftime("%Y-%m-%d"),
            "actual": validation[LABEL],
            "predicted": np.round(predictions, 2),
        }
    ).to_csv(task.plots_folder() / "predictions.csv", index=False)


def save(model, options, metrics):
    """Writes the model: the same inputs give the same bytes, so nothing here tells the time.

    joblib is scikit-learn's own format for arrays. Loading it runs code, which is safe for files of
    one's own: mlx hands a score run exactly the bytes that the train run left. It is tied to the
    version of scikit-learn, which model.json therefore names and score.py checks.
    """
    folder = task.model_folder()
    joblib.dump(model, folder / "model.joblib")
    task.write_json(folder / "features.json", {"features": FEATURES, "label": LABEL})
    task.write_json(
        folder / "model.json",
        {
            "algorithm": type(model).__name__,
            "parameters": {**options, "validation_start": f"{options['validation_start']:%Y-%m-%d}"},
            "seed": SEED,
            "metrics": metrics,
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
        },
    )


if __name__ == "__main__":
    task.run(main)
