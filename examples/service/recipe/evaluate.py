"""Measures a model on rows that no training has seen."""

from station import load_model, measure, read_rows, write_metrics

rows = read_rows("EVALUATE")
write_metrics({"MAE": measure(load_model(), rows), "rows": len(rows)})
