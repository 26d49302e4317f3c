"""Trains a model that forecasts each store's sales of the next week."""

import datetime
import math

from pyspark.ml import Pipeline
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import GBTRegressor
from pyspark.sql import SparkSession

import task
from columns import FEATURES, LABEL
from task import TaskError

SEED = 1234
# How many candidates for a threshold a tree looks at per column. With Spark's own 32 the forecast is worse
# than the naive one: sales reach from 0.2 to 3.8 million.
MAX_BINS = 128
DEFAULTS = {
    "learning_rate": "0.1",
    "n_estimators": "100",
    "max_depth": "3",
    "validation_start": "2012-02-03",
}


def main():
    options = read_options(task.parameters())
    spark = SparkSession.builder.getOrCreate()
    features = task.read_features(spark, "train").dropna(subset=[LABEL]).cache()

    # Split by time, on real dates: a forecast is judged on weeks that lie after everything the
    # model has seen.
    start = options["validation_start"]
    train = features.where(features["date"] < start)
    validation = features.where(features["date"] >= start)
    counts = {"rows": features.count(), "train_rows": train.count(), "validation_rows": validation.count()}
    for purpose in ("train", "validation"):
        if counts[f"{purpose}_rows"] == 0:
            raise TaskError(
                f"no {purpose} rows among {counts['rows']}: validation_start is {start}. "
                "Choose a date inside the data."
            )
    print(f"{counts['rows']} rows: {counts['train_rows']} to train, {counts['validation_rows']} to validate")

    model = Pipeline(
        stages=[
            VectorAssembler(inputCols=FEATURES, outputCol="features"),
            GBTRegressor(
                labelCol=LABEL,
                stepSize=options["learning_rate"],
                maxIter=options["n_estimators"],
                maxDepth=options["max_depth"],
                maxBins=MAX_BINS,
                seed=SEED,
            ),
        ]
    ).fit(train)

    forecast = model.transform(validation).select("store", "weeklySales", LABEL, "prediction").toPandas()
    history = train.select("store", "weeklySales", LABEL).toPandas()
    metrics = {
        **evaluate(history, forecast, forecast["prediction"]),
        # The naive forecast: next week is like this week. A model that is no better is no use.
        "naive": evaluate(history, forecast, forecast["weeklySales"]),
        **counts,
    }
    for name in ("MAPE", "MAE", "RMSE", "MASE"):
        print(f"{name:4} {metrics[name]:12.4f}   (naive forecast {metrics['naive'][name]:.4f})")
    task.report_final_metrics(metrics)
    model.write().overwrite().save(task.spark_path(task.model_folder() / "pipeline"))


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
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise TaskError(f'parameter {name}: "{text}" is not a date like 2012-02-03.') from None


def evaluate(history, rows, predictions):
    """MAPE (a fraction), MAE, RMSE and MASE of predictions for the rows; all are pandas tables.

    MASE divides each error by what the naive forecast was off on average for the same store in the
    training weeks; below 1 is better than naive. Rows that would divide by 0 are left out of MAPE
    (a week of no sales) and of MASE (a store that never changed, or was not in training).
    """
    errors = (rows[LABEL] - predictions).abs()
    sold = rows[LABEL] != 0
    naive_errors = (history[LABEL] - history["weeklySales"]).abs().groupby(history["store"]).mean()
    scale = rows["store"].map(naive_errors.where(naive_errors > 0))
    return {
        "MAPE": float((errors[sold] / rows[LABEL][sold].abs()).mean()),
        "MAE": float(errors.mean()),
        "RMSE": float((errors**2).mean() ** 0.5),
        "MASE": float((errors / scale).mean()),
    }


if __name__ == "__main__":
    task.run(main)
