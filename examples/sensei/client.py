"""Trains and scores over HTTP, as a client of Data Science Workspace does; needs Python 3.9 alone.

usage: python3 client.py [URL]
MLX_TOKEN: a token of `mlx token create`, where the server wants one.
"""

import io
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from pathlib import Path

server = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:4747"
profile = "application/vnd.adobe.platform.sensei+json;profile=%s.v1.json"


def ask(method, path, body=None, content_type=None, accept="application/json"):
    """The bytes of the answer; a refusal ends the program with what the server said."""
    url = path if path.startswith("http") else server + path
    headers = {"Accept": accept}
    if content_type is not None:
        headers["Content-Type"] = content_type
    if "MLX_TOKEN" in os.environ:
        headers["Authorization"] = "Bearer " + os.environ["MLX_TOKEN"]
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")
    except urllib.error.URLError as error:
        sys.exit(f"{url}: {error.reason}; `mlx up` serves it")


def get(path):
    return json.loads(ask("GET", path))


def make(path, kind, item):
    body = json.dumps(item).encode()
    return json.loads(ask("POST", path, body, profile % kind, profile % kind))


def upload(path, name, item, file_name, artifact):
    """One JSON part and one file, as multipart/form-data."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode(),
        json.dumps(item).encode(),
        f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="defaultArtifact"; filename="{file_name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode(),
        artifact,
        f"\r\n--{boundary}--\r\n".encode(),
    ]
    return json.loads(ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={boundary}"))


def pack(folder):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(Path(folder).iterdir()):
            file.write(path, path.name)
    return archive.getvalue()


def run(experiment, mode):
    """Starts a run, waits for its end and shows its output."""
    made = make(f"/data/sensei/experiments/{experiment}/runs", "experimentRun", {"mode": mode})
    path = f"/data/sensei/experiments/{experiment}/runs/{made['id']}/status"
    while True:
        status = get(path)["status"]["tasks"][-1]
        if status["state"] in ("DONE", "FAILED", "ABORTED"):
            break
        time.sleep(0.3)
    print(f"{mode}: {status['state']}")
    for log in status["tasklogs"]:
        if log["name"] == "stdout":
            # It bears its own right, and needs no token.
            print(ask("GET", log["url"], accept="*/*").decode(), end="")
    if status["state"] != "DONE":
        sys.exit(status.get("message", "the run did not succeed"))
    return made["id"]


here = Path(__file__).parent
engine = upload(
    "/data/sensei/engines",
    "engine",
    {"name": "Straight line", "description": "", "type": "Python", "algorithm": "Regression"},
    "recipe.zip",
    pack(here / "recipe"),
)
instance = make(
    "/data/sensei/mlInstances",
    "mlInstance",
    {
        "name": "A line through the measurements",
        "description": "",
        "engineId": engine["id"],
        "tasks": [
            {
                "name": "train",
                "parameters": [
                    {"key": "through_origin", "value": "false"},
                    {"key": "trainingDataSetId", "value": "measurements"},
                ],
            },
            {
                "name": "score",
                "parameters": [
                    {"key": "scoringDataSetId", "value": "measurements"},
                    {"key": "scoringResultsDataSetId", "value": "predictions"},
                ],
            },
        ],
    },
)
experiment = make(
    "/data/sensei/experiments", "experiment", {"name": "First look", "mlInstanceId": instance["id"]}
)

training = run(experiment["id"], "train")
[model] = get(f"/data/sensei/models/?property=experimentRunId=={training}")["children"]
[insight] = get(f"/data/sensei/insights?property=context.experimentRunId=={training}")["children"]
print(f"model {model['id']}: " + ", ".join(f"{m['name']} {m['value']}" for m in insight["metrics"]))
run(experiment["id"], "score")
