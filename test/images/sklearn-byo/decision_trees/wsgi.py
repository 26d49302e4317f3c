"""`GET /ping` says whether the model loads; `POST /invocations` predicts for the rows of a CSV."""

import io
import pickle
from functools import cache

import flask
import numpy

app = flask.Flask(__name__)


@cache
def model():
    with open("/opt/ml/model/decision-tree-model.pkl", "rb") as file:
        return pickle.load(file)


@app.get("/ping")
def ping():
    model()
    return flask.Response("\n", mimetype="application/json")


@app.post("/invocations")
def invocations():
    if flask.request.content_type != "text/csv":
        return flask.Response("This predictor only supports CSV data", status=415)
    rows = numpy.loadtxt(io.StringIO(flask.request.get_data(as_text=True)), delimiter=",", ndmin=2)
    labels = model().predict(rows)
    return flask.Response("".join(f"{label}\n" for label in labels), mimetype="text/csv")
