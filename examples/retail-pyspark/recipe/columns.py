"""The columns that the three tasks agree on."""

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
# What a sales file holds.
SALES = ["date", "storeType", "isHoliday", *NUMBERS]

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
