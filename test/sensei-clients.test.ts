/** Clients that people have: `curl` as it is typed, and Python's `requests` as notebooks use it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { senseiPath as sensei, senseiMediaType, zip } from "./api-server.ts";
import { titleOf } from "./machine.ts";
import { repository } from "./sandbox.ts";
import { recipeFiles } from "./sensei-recipe.ts";
import { openShared, type SharedApi } from "./shared-api.ts";

let shared: SharedApi;
beforeAll(async () => {
  shared = await openShared();
  writeFileSync(join(shared.folder, "recipe.zip"), zip(recipeFiles));
});
afterAll(() => shared.close());

const withoutCurl = spawnSync("curl", ["--version"]).status === 0 ? undefined : "there is no `curl`";

/** What it prints; the words are a shell's. */
function shell(script: string): string {
  const { status, stdout, stderr } = spawnSync("sh", ["-eu", "-c", script], {
    encoding: "utf8",
    cwd: shared.folder,
    env: { ...process.env, MLX: shared.url, SENSEI: `${shared.url}${sensei}` },
    timeout: 120_000,
  });
  if (status !== 0) expect.fail(`${script}\nended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

const headers = [
  "-H 'Authorization: Bearer eyJ'",
  "-H 'x-api-key: acp_foundation_machineLearning'",
  "-H 'x-sandbox-name: prod'",
].join(" ");

describe.skipIf(withoutCurl !== undefined)(titleOf("curl", withoutCurl), () => {
  test("the tutorial as it is typed", async () => {
    const type = (profile: string) => `-H 'Content-Type: ${senseiMediaType(profile)}'`;
    const script = `
post() { path=$1; shift; curl -sS --fail-with-body -X POST "$SENSEI$path" ${headers} "$@"; }
id() { python3 -c 'import json,sys; print(json.load(sys.stdin)["id"])'; }
E=$(post /engines -H 'Content-Type: multipart/form-data' \\
  -F 'engine={"name":"Typed","description":"","type":"Python","algorithm":"Regression"}' \\
  -F 'defaultArtifact=@recipe.zip' | id)
I=$(post /mlInstances ${type("mlInstance")} -d '{"name":"typed","description":"","engineId":"'$E'",
  "tasks":[{"name":"train","parameters":[{"key":"trainingDataSetId","value":"rows"}]},
           {"name":"score","parameters":[{"key":"scoringDataSetId","value":"recent"}]}]}' | id)
X=$(post /experiments -d '{"name":"typed","mlInstanceId":"'$I'"}' -H 'Content-Type: application/json' | id)
R=$(post /experiments/$X/runs ${type("experimentRun")} -d '{"mode":"Train"}' | id)
for i in $(seq 600); do
  S=$(curl -sS "$SENSEI/experiments/$X/runs/$R/status" ${headers})
  case $S in *'"DONE"'*) break;; *'"FAILED"'*) echo "$S" >&2; exit 1;; esac; sleep 0.1
done
M=$(curl -sS -G "$SENSEI/models/" ${headers} --data-urlencode "property=experimentRunId==$R" |
  python3 -c 'import json,sys; print(json.load(sys.stdin)["children"][0]["id"])')
curl -sS --fail-with-body -OJ "$SENSEI/models/$M/artifact" ${headers}
curl -sS --fail-with-body "$SENSEI/models/$M/artifact" ${headers} -o typed-model
curl -sS --fail-with-body -X DELETE "$SENSEI/engines/$E" ${headers}
`;
    expect(JSON.parse(shell(script))).toMatchObject({
      status: 200,
      detail: "Engine deletion was successful",
    });
    expect(JSON.parse(readFileSync(join(shared.folder, "typed-model"), "utf8"))).toEqual({
      trainingDataSetId: "rows",
    });
  });

  test("a body in form's clothes, as curl sends `-d` without a type, is taken as JSON or refused as 415", () => {
    const status = shell(
      `curl -sS -o answer.json -w '%{http_code}' -X POST "$SENSEI/insights" -d '{"context":{},"metrics":[]}'`,
    );
    expect(["201", "415"]).toContain(status);
    expect(JSON.parse(readFileSync(join(shared.folder, "answer.json"), "utf8"))).toBeInstanceOf(Object);
  });

  test("a large file is sent after `Expect: 100-continue`, and HEAD has no body", () => {
    shell(`head -c 3000000 /dev/zero > large.bin`);
    const made = shell(
      `curl -sS --fail-with-body -H 'Expect: 100-continue' "$SENSEI/models" -F 'modelArtifact=@large.bin;type=application/octet-stream' -F 'model={"name":"large","originType":"offline"};type=application/json'`,
    );
    const { id } = JSON.parse(made) as { readonly id: string };
    expect(shell(`curl -sS "$SENSEI/models/${id}/artifact" | wc -c`).trim()).toBe("3000000");
    expect(shell(`curl -sS -I "$SENSEI/models/${id}"`)).toMatch(/^HTTP\/1.1 200/);
  });
});

const venv = join(
  process.env.MLX_TEST_CACHE_DIR ?? join(repository, "node_modules/.cache/mlx-test"),
  "requests-client",
);

/** With `requests`; made once. */
function makePython(): string | undefined {
  const python = join(venv, "bin/python");
  const works = () => spawnSync(python, ["-c", "import requests"]).status === 0;
  if (existsSync(python) && works()) return undefined;
  mkdirSync(venv, { recursive: true });
  const made = spawnSync("python3", ["-m", "venv", venv], { encoding: "utf8" });
  if (made.status !== 0) return `no virtual environment: ${made.stderr}`;
  const got = spawnSync(python, ["-m", "pip", "install", "--quiet", "requests==2.32.5"], {
    encoding: "utf8",
  });
  return works() ? undefined : `requests cannot be installed: ${got.stderr.trim().split("\n").at(-1)}`;
}

const withoutRequests = makePython();

const notebook = `
import json, os, sys, time, requests
base = os.environ["SENSEI"]
s = requests.Session()
s.headers.update({"Authorization": "Bearer eyJ", "x-api-key": "acp", "x-sandbox-name": "prod"})
def kind(profile):
    return {"Content-Type": f"application/vnd.adobe.platform.sensei+json;profile={profile}.v1.json"}
def make(path, profile, body):
    answer = s.post(base + path, data=json.dumps(body), headers=kind(profile), timeout=60)
    assert answer.status_code == 201, (path, answer.status_code, answer.text)
    assert answer.headers["Location"].endswith(answer.json()["id"])
    return answer.json()
with open("recipe.zip", "rb") as recipe:
    answer = s.post(base + "/engines", timeout=60, files={
        "engine": (None, json.dumps({"name": "Notebook", "description": "", "type": "Python"}), "application/json"),
        "defaultArtifact": ("recipe.zip", recipe, "application/octet-stream")})
assert answer.status_code == 201, answer.text
engine = answer.json()
instance = make("/mlInstances", "mlInstance", {"name": "nb", "description": "", "engineId": engine["id"], "tasks": [
    {"name": "train", "parameters": [{"key": "trainingDataSetId", "value": "rows"}]},
    {"name": "score", "parameters": [{"key": "scoringDataSetId", "value": "recent"}]}]})
experiment = make("/experiments", "experiment", {"name": "nb", "mlInstanceId": instance["id"]})
runs = "/experiments/" + experiment["id"] + "/runs"
def run(mode):
    made = make(runs, "experimentRun", {"mode": mode})
    for _ in range(1200):
        status = s.get(base + runs + "/" + made["id"] + "/status", timeout=60).json()
        state = status["status"]["tasks"][0]["state"]
        if state in ("DONE", "FAILED"): break
        time.sleep(0.1)
    assert state == "DONE", status
    return made, status["status"]["tasks"][0]
trained, status = run("train")
logs = {log["name"]: requests.get(requests.compat.urljoin(base, log["url"]), timeout=60) for log in status["tasklogs"]}
assert all(log.status_code == 200 for log in logs.values()), logs
assert "trained with 3 rows" in logs["stdout"].text
models = s.get(base + "/models", params={"property": "experimentRunId==" + trained["id"]}, timeout=60).json()
assert models["_page"]["count"] == 1, models
insights = s.get(base + "/insights", params={"property": "context.experimentRunId==" + trained["id"]}, timeout=60)
assert {m["name"] for i in insights.json()["children"] for m in i["metrics"]} >= {"MAPE", "RMSE"}, insights.text
run("score")
got = s.get(base + "/experiments/" + experiment["id"], timeout=60)
put = s.put(base + "/experiments/" + experiment["id"], timeout=60, json={**got.json(), "name": "renamed"},
    headers={"If-Match": got.headers["ETag"]})
assert put.status_code == 200 and put.json()["name"] == "renamed", put.text
late = s.put(base + "/experiments/" + experiment["id"], timeout=60, json=got.json(), headers={"If-Match": got.headers["ETag"]})
assert late.status_code == 412, late.text
gone = s.delete(base + "/experiments/" + experiment["id"], timeout=60)
assert gone.json()["detail"] == "Experiment successfully deleted", gone.text
assert s.get(base + "/experiments/" + experiment["id"], timeout=60).json()["status"] == 404
print("walked through")
`;

describe.skipIf(withoutRequests !== undefined)(titleOf("Python's requests", withoutRequests), () => {
  test("the tutorial as a notebook does it", () => {
    writeFileSync(join(shared.folder, "notebook.py"), notebook);
    expect(shell(`${venv}/bin/python notebook.py`)).toBe("walked through\n");
  });
});
