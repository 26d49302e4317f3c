"""From the sales files to one row per store and week with its features and its label.

Training and scoring both go through here, so that the model always sees the same columns.
"""

import numpy as np
import pandas as pd

from task import TaskError

NUMBERS = [
    "store",
    "weeklySales",
    "storeSize",
    "temperature",
    "regionalFuelPrice",
    "markDown",
    "cpi",
    "unemployment",
]
STORE_TYPES = ["A", "B", "C"]
COLUMNS = ["date", "storeType", "isHoliday", *NUMBERS]

FEATURES = [
    *NUMBERS,
    "isHoliday",
    "week",
    "year",
    *STORE_TYPES,
    "weeklySalesLag",
    "weeklySalesDiff",
]
# The store's sales of the next week: what the model learns to forecast.
LABEL = "weeklySalesAhead"

WEEK = pd.Timedelta(days=7)


def read_sales(folder):
    """All CSV files below the folder as one table. TaskError names the file and row of a bad value."""
    files = sorted(folder.rglob("*.csv"))
    if not files:
        raise TaskError(f"no CSV file in {folder}. The dataset's path must lead to one.")
    sales = pd.concat([read_file(file) for file in files], ignore_index=True)
    if sales.empty:
        raise TaskError(f"no rows in {', '.join(file.name for file in files)}.")
    return sales


def prepare(sales):
    """Features and label of every row that has a week before it and a week after it.

    Sorted by date, then store. The label is the same store's sales of the next week, the lag those
    of the last week; where either is missing, or the relative change since a week of no sales would
    be infinite, the row is left out.
    """
    rows = sales.sort_values(["store", "date"], kind="stable", ignore_index=True)
    twice = rows[rows.duplicated(["store", "date"])]
    if not twice.empty:
        store, date = int(twice["store"].iloc[0]), twice["date"].iloc[0]
        raise TaskError(f"store {store} has more than one row for {date:%Y-%m-%d}; one is expected.")

    calendar = rows["date"].dt.isocalendar()
    rows["week"] = calendar["week"].astype(int)
    rows["year"] = calendar["year"].astype(int)
    for store_type in STORE_TYPES:
        rows[store_type] = (rows["storeType"] == store_type).astype(int)

    store = rows.groupby("store")
    follows = store["date"].diff() == WEEK
    is_followed = store["date"].diff(-1) == -WEEK
    rows[LABEL] = store["weeklySales"].shift(-1).where(is_followed)
    rows["weeklySalesLag"] = store["weeklySales"].shift(1).where(follows)
    lag = rows["weeklySalesLag"].where(rows["weeklySalesLag"] != 0)
    rows["weeklySalesDiff"] = (rows["weeklySales"] - lag) / lag

    complete = rows.dropna(subset=[LABEL, "weeklySalesLag", "weeklySalesDiff"])
    if complete.empty:
        raise TaskError(
            f"none of the {len(rows)} rows has both a week before it and a week after it; "
            "at least three weeks in a row of one store are needed."
        )
    return complete.sort_values(["date", "store"], ignore_index=True)[["date", *FEATURES, LABEL]]


def read_file(file):
    try:
        table = pd.read_csv(file, float_precision="round_trip")
    except pd.errors.EmptyDataError:
        raise TaskError(f"{file.name} is empty; a CSV file with a header is expected.") from None
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise TaskError(f"{file.name} cannot be read as CSV: {str(error).strip()}") from None
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise TaskError(
            f"{file.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            f"It has: {', '.join(map(str, table.columns))}."
        )

    parsed = pd.DataFrame(index=table.index)
    parsed["date"] = pd.to_datetime(table["date"], format="%m/%d/%y", errors="coerce")
    parsed["storeType"] = table["storeType"].where(table["storeType"].isin(STORE_TYPES))
    parsed["isHoliday"] = table["isHoliday"].astype(str).str.upper().map({"TRUE": 1, "FALSE": 0})
    for column in NUMBERS:
        values = pd.to_numeric(table[column], errors="coerce")
        parsed[column] = values.where(np.isfinite(values))
    parsed["store"] = parsed["store"].where(parsed["store"] % 1 == 0)

    expected = {
        "date": "a date like 2/5/10",
        "storeType": "A, B or C",
        "isHoliday": "TRUE or FALSE",
        "store": "a whole number",
    }
    for column in COLUMNS:
        bad = parsed[column].isna()
        if bad.any():
            position = int(bad.to_numpy().argmax())
            found = table[column].iloc[position]
            # The header is line 1.
            raise TaskError(
                f"{file.name}, line {position + 2}: {column} is "
                f"{'empty' if pd.isna(found) else found}, "
                f"not {expected.get(column, 'a number')}."
            )
    return parsed.astype({"store": int, "isHoliday": int})
