"""Makes sales data for the example. They are synthetic: no real shop is behind these figures.

usage: python3 make_data.py [--out DIR] [--seed N]

Needs nothing but Python. 45 stores x 143 weeks, with the columns and the format of the public
Kaggle "Retail Data Analytics" files, and with what makes such data worth forecasting: store sizes
and types, a yearly rhythm with a peak before Christmas, holidays, slow trends, and noise that
carries over from week to week. The same seed gives the same files.

  retail.csv           all 143 weeks
  retail-training.csv  the first 115 weeks
  retail-scoring.csv   the last 30 weeks (two of them are also in the training file)
"""

import argparse
import csv
import datetime
import math
import os
import random
from pathlib import Path

STORES = 45
FIRST_FRIDAY = datetime.date(2010, 2, 5)
WEEKS = 143
TRAINING_WEEKS = 115
SCORING_WEEKS = 30

COLUMNS = [
    "date",
    "store",
    "storeType",
    "weeklySales",
    "storeSize",
    "temperature",
    "regionalFuelPrice",
    "markDown",
    "cpi",
    "unemployment",
    "isHoliday",
]

# Type: share of the stores, square feet (mean, spread), sales per square foot and week.
STORE_TYPES = {
    "A": (0.49, 177_000, 45_000, 8.0),
    "B": (0.38, 101_000, 30_000, 7.4),
    "C": (0.13, 40_500, 1_500, 12.5),
}


def main():
    arguments = argparse.ArgumentParser(description="Makes synthetic sales data for the example.")
    arguments.add_argument("--out", type=Path, default=Path(__file__).parent / "data", metavar="DIR")
    arguments.add_argument("--seed", type=int, default=20100205, metavar="N")
    options = arguments.parse_args()

    weeks = make_weeks(random.Random(options.seed))
    options.out.mkdir(parents=True, exist_ok=True)
    for name, part in (
        ("retail.csv", weeks),
        ("retail-training.csv", weeks[:TRAINING_WEEKS]),
        ("retail-scoring.csv", weeks[-SCORING_WEEKS:]),
    ):
        file = options.out / name
        rows = [row for week in part for row in week]
        with open(file, "w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{os.path.relpath(file)}: {len(rows)} rows of synthetic sales")


def make_weeks(chance):
    """A list of weeks; each is a list of one row per store."""
    stores = [make_store(chance, number) for number in range(1, STORES + 1)]
    # Every sixth week of a year has a promotion, in all stores and in each year again.
    promotions = [0.16 if week % 6 == 4 else 0.0 for week in range(54)]
    fuel = 2.75
    weeks = []
    for week in range(WEEKS):
        date = FIRST_FRIDAY + datetime.timedelta(weeks=week)
        fuel = min(4.3, max(2.5, fuel + chance.gauss(0.008, 0.05)))
        weeks.append([make_row(chance, store, week, date, fuel, promotions) for store in stores])
    return weeks


def make_store(chance, number):
    store_type = chance.choices(list(STORE_TYPES), [share for share, *_ in STORE_TYPES.values()])[0]
    _, mean_size, spread, density = STORE_TYPES[store_type]
    size = max(34_000, round(chance.gauss(mean_size, spread)))
    return {
        "number": number,
        "type": store_type,
        "size": size,
        "sales": size * density * math.exp(chance.gauss(0, 0.12)),
        # Groceries (C) hardly follow the seasons; department stores do.
        "season": 0.15 if store_type == "C" else math.exp(chance.gauss(0, 0.15)),
        "trend": chance.gauss(0.0002, 0.0003),
        "climate": chance.gauss(60, 9),
        "cpi": chance.choice([128, 136, 190, 211]),
        "unemployment": chance.gauss(8.2, 1.4),
        "mood": 0.0,
    }


def make_row(chance, store, week, date, fuel, promotions):
    of_year = (date.timetuple().tm_yday - 1) / 365.25
    temperature = store["climate"] - 22 * math.cos(2 * math.pi * (of_year - 0.05)) + chance.gauss(0, 6)
    # Price cuts were only recorded from November 2011 on.
    mark_down = 0.0
    if date >= datetime.date(2011, 11, 11):
        mark_down = max(0.0, store["size"] / 12 * chance.lognormvariate(0, 0.6))

    store["mood"] = 0.25 * store["mood"] + chance.gauss(0, 0.045)
    level = (
        store["season"] * (season(date) + promotions[date.isocalendar()[1]])
        + store["trend"] * week
        + 0.01 * math.log1p(mark_down / 10_000)
        - 0.015 * abs(temperature - 60) / 30
        + store["mood"]
    )
    unemployment = store["unemployment"] - 0.012 * week + chance.gauss(0, 0.02)
    return {
        "date": f"{date.month}/{date.day}/{date:%y}",
        "store": store["number"],
        "storeType": store["type"],
        "weeklySales": f"{store['sales'] * math.exp(level):.2f}",
        "storeSize": store["size"],
        "temperature": f"{temperature:.2f}",
        "regionalFuelPrice": f"{fuel + (store['number'] % 4) * 0.06:.3f}",
        "markDown": f"{mark_down:.2f}",
        "cpi": f"{store['cpi'] * (1 + 0.0004 * week) + chance.gauss(0, 0.05):.7f}",
        "unemployment": f"{max(3.5, unemployment):.3f}",
        "isHoliday": "TRUE" if is_holiday(date) else "FALSE",
    }


def season(date):
    """The rhythm of the year: how far the logarithm of sales is above or below an ordinary week."""
    to_christmas = (datetime.date(date.year, 12, 25) - date).days
    rhythm = 0.04 * math.sin(2 * math.pi * (date.timetuple().tm_yday - 100) / 365.25)
    if 0 <= to_christmas <= 27:
        rhythm += 0.55 - 0.016 * to_christmas
    elif date.month == 11 and 22 <= date.day <= 28:
        rhythm += 0.42
    elif date.month == 1 or (date.month == 12 and to_christmas < 0):
        rhythm -= 0.13
    elif is_holiday(date):
        rhythm += 0.08
    return rhythm


def is_holiday(date):
    """The weeks of the Super Bowl, Labor Day, Thanksgiving and Christmas, by their Fridays."""
    return (
        (date.month == 2 and 8 <= date.day <= 14)
        or (date.month == 9 and 7 <= date.day <= 13)
        or (date.month == 11 and 23 <= date.day <= 29)
        or (date.month == 12 and 26 <= date.day <= 31)
    )


if __name__ == "__main__":
    main()
