"""Forecasts the next week of every store: the one that follows its newest week in the features."""

from pyspark.ml import PipelineModel
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as f

import task
from task import TaskError


def main():
    spark = SparkSession.builder.getOrCreate()
    folder = task.model_folder() / "pipeline"
    if not folder.is_dir():
        raise TaskError("the model has no folder pipeline; it was not made by train.py of this recipe.")
    model = PipelineModel.load(task.spark_path(folder))

    newest = Window.partitionBy("store")
    rows = (
        task.read_features(spark, "score")
        .withColumn("newest", f.max("date").over(newest))
        .where("date = newest")
    )
    predictions = (
        model.transform(rows)
        # The week whose figures the forecast was made from; it is for the week after.
        .select("date", "store", f.round("prediction", 2).alias("prediction"))
        .orderBy("store")
        .toPandas()
    )
    file = task.output_channel("predictions") / "predictions.csv"
    predictions.to_csv(file, index=False)
    print(f"{len(predictions)} predictions written to {file.name}")
    task.report_final_metrics({"rows": len(predictions)})


if __name__ == "__main__":
    task.run(main)
