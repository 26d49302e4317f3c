"""Makes features of the sales files: one row per store and week, as Parquet."""

from functools import reduce

from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as f

import task
from columns import FEATURES, LABEL, NUMBERS, SALES, STORE_TYPES
from task import TaskError

EXPECTED = {
    "date": "a date like 2/5/10",
    "storeType": "A, B or C",
    "isHoliday": "TRUE or FALSE",
    "store": "a whole number",
}


def main():
    spark = SparkSession.builder.getOrCreate()
    sales = read_sales(spark, task.channel("sales"))
    features = make_features(sales).cache()
    rows = features.count()
    if rows == 0:
        raise TaskError("no row has a week before it; at least two weeks in a row are needed.")

    # One file: the features of a few thousand rows are read faster so.
    features.coalesce(1).write.mode("append").parquet(
        task.spark_path(task.output_channel("features"))
    )
    labelled = features.where(f.col(LABEL).isNotNull()).count()
    print(f"{rows} rows of features; the next week is known for {labelled} of them")
    task.report_final_metrics({"rows": rows, "labelled_rows": labelled})


def read_sales(spark, folder):
    """All CSV files below the folder, typed. TaskError names the file and what is wrong in it."""
    files = sorted(folder.rglob("*.csv"))
    if not files:
        raise TaskError(f"no CSV file in {folder}. The dataset's path must lead to one.")
    return reduce(
        lambda one, other: one.unionByName(other), [read_file(spark, file) for file in files]
    )


def read_file(spark, file):
    text = spark.read.option("header", True).csv(task.spark_path(file))
    missing = [column for column in SALES if column not in text.columns]
    if missing:
        raise TaskError(
            f"{file.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            f"It has: {', '.join(text.columns) or 'none'}."
        )
    parsed = text.select(
        f.try_to_timestamp("date", f.lit("M/d/yy")).cast("date").alias("date"),
        f.when(f.col("storeType").isin(STORE_TYPES), f.col("storeType")).alias("storeType"),
        f.when(f.upper("isHoliday") == "TRUE", 1)
        .when(f.upper("isHoliday") == "FALSE", 0)
        .alias("isHoliday"),
        f.col("store").try_cast("int").alias("store"),
        *[finite(column) for column in NUMBERS if column != "store"],
        f.struct(*SALES).alias("text"),
    )
    wrong = parsed.where(reduce(lambda a, b: a | b, [f.col(column).isNull() for column in SALES]))
    first = wrong.first()
    if first is not None:
        column = next(column for column in SALES if first[column] is None)
        found = first["text"][column]
        raise TaskError(
            f"{file.name}: {column} is {'empty' if found is None else found}, "
            f"not {EXPECTED.get(column, 'a number')}, in the row with the date "
            f"{first['text']['date']} and store {first['text']['store']}."
        )
    return parsed.drop("text")


def finite(column):
    number = f.col(column).try_cast("double")
    return f.when(f.abs(number) < float("inf"), number).alias(column)


def make_features(sales):
    """One row per store and week that has a week before it. The label is empty where the next week
    is not known. Rows whose relative change would divide by 0 are left out."""
    twice = sales.groupBy("store", "date").count().where("count > 1").first()
    if twice is not None:
        raise TaskError(
            f"store {twice['store']} has more than one row for {twice['date']}; one is expected."
        )
    store = Window.partitionBy("store").orderBy("date")
    is_after_a_week = f.datediff("date", f.lag("date").over(store)) == 7
    is_before_a_week = f.datediff(f.lead("date").over(store), "date") == 7
    lag = f.when(is_after_a_week, f.lag("weeklySales").over(store))
    return (
        sales.withColumns(
            {
                "week": f.weekofyear("date"),
                # The year that the ISO week belongs to: that of its Thursday.
                "year": f.year(f.date_add(f.date_trunc("week", "date").cast("date"), 3)),
                **{letter: (f.col("storeType") == letter).cast("int") for letter in STORE_TYPES},
                "weeklySalesLag": lag,
                "weeklySalesDiff": f.try_divide(f.col("weeklySales") - lag, lag),
                LABEL: f.when(is_before_a_week, f.lead("weeklySales").over(store)),
            }
        )
        .dropna(subset=["weeklySalesLag", "weeklySalesDiff"])
        .select("date", *FEATURES, LABEL)
        .orderBy("date", "store")
    )


if __name__ == "__main__":
    task.run(main)
