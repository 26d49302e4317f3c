/** A recipe to upload, and the steps of the Sensei API that come before a run. */
import { expect } from "vitest";
import { type Api, type Body, formOf, senseiPath as sensei, zip } from "./api-server.ts";
import { type Sandbox, until } from "./sandbox.ts";

/** Trains and scores at once; with the parameter `wait` once the file that it names is there. */
export const recipeFiles = {
  "common.py": `import json, os, pathlib, time
parameters = json.loads(os.environ["SM_HPS"])
while parameters.get("wait") and not os.path.exists(parameters["wait"]):
    time.sleep(0.05)
if parameters.get("fail") == "true":
    raise SystemExit("it was told to fail")
`,
  "train.py": `from common import *
import sys
rows = sum(len(f.read_text().splitlines()) - 1 for f in pathlib.Path(os.environ["SM_CHANNEL_TRAIN"]).rglob("*.csv"))
pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json").write_text(json.dumps(parameters, sort_keys=True))
pathlib.Path(os.environ["SM_OUTPUT_DIR"], "metrics.json").write_text(json.dumps({"MAPE": 0.5, "RMSE": rows}))
print("trained with", rows, "rows")
print("to stderr", file=sys.stderr)
`,
  "score.py": `from common import *
text = pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json").read_text()
(out,) = [value for name, value in os.environ.items() if name.startswith("MLX_OUTPUT_")][:1]
pathlib.Path(out, "predictions.csv").write_text("model\\n" + json.dumps(text) + "\\n")
print("scored")
`,
};

/** The files declare three datasets; everything else comes through the API. */
export const datasetFiles: Readonly<Record<string, string>> = {
  "mlx.yaml": `project: acceptance
datasets:
  rows: { path: ./rows.csv }
  recent: { path: ./recent.csv }
  results: { path: ./results, format: csv }
`,
  "rows.csv": "x,y\n1,2\n2,4\n3,6\n",
  "recent.csv": "x\n9\n",
  "results/.keep": "",
};

export function writeDatasets(sandbox: Sandbox): void {
  sandbox.write(datasetFiles);
}

export const engine = {
  name: "Retail",
  description: "",
  type: "Python",
  algorithm: "Regression",
  artifacts: {
    default: {
      image: { location: "host/img:1", name: "retail", executionType: "Python" },
      defaultMLInstanceConfigs: [{ name: "train", parameters: [{ key: "n_estimators", value: "100" }] }],
    },
  },
};

/** An engine whose source is uploaded as a zip. */
export async function makeEngine(api: Api, name = "Retail"): Promise<Body> {
  const { image: _, ...configs } = engine.artifacts.default;
  const wire = { ...engine, name, artifacts: { default: configs } };
  const form = formOf("engine", wire, {
    defaultArtifact: { name: "recipe.zip", content: zip(recipeFiles) },
  });
  const answer = await api.ask("POST", `${sensei}/engines`, { form });
  if (answer.status !== 201) expect.fail(`POST /engines answered ${answer.status}: ${answer.text}`);
  return answer.body;
}

export const tasks = [
  {
    name: "train",
    parameters: [
      { key: "depth", value: "3" },
      { key: "trainingDataSetId", value: "rows" },
    ],
  },
  {
    name: "score",
    parameters: [
      { key: "scoringDataSetId", value: "recent" },
      { key: "scoringResultsDataSetId", value: "results" },
    ],
  },
];

export async function makeInstance(api: Api, engineId: string, name = "m"): Promise<Body> {
  return api.make(`${sensei}/mlInstances`, { name, description: "", engineId, tasks });
}

export async function makeExperiment(api: Api, mlInstanceId: string, name = "x"): Promise<Body> {
  return api.make(`${sensei}/experiments`, { name, mlInstanceId });
}

/** Starts a run. */
export function startRun(
  api: Api,
  experiment: string,
  mode: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Body> {
  const list = Object.entries(parameters).map(([key, value]) => ({ key, value }));
  const own = list.length === 0 ? {} : { tasks: [{ name: mode.toLowerCase(), parameters: list }] };
  return api.make(`${sensei}/experiments/${experiment}/runs`, { mode, ...own });
}

export interface StatusTask {
  readonly state: string;
  readonly tasklogs: readonly { readonly name: string; readonly url: string }[];
}

export async function statusOf(api: Api, experiment: string, run: string): Promise<StatusTask> {
  const { status } = await api.get(`${sensei}/experiments/${experiment}/runs/${run}/status`);
  const { tasks } = status as { readonly tasks: readonly StatusTask[] };
  return tasks.at(-1) ?? expect.fail("a status has tasks");
}

const ends = new Set(["DONE", "FAILED", "ABORTED"]);

/** Each state that was seen, in order, to the end. */
export async function followRun(api: Api, experiment: string, run: string): Promise<readonly string[]> {
  const seen: string[] = [];
  await until(
    "the run has ended",
    async () => {
      const { state } = await statusOf(api, experiment, run);
      if (seen.at(-1) !== state) seen.push(state);
      return ends.has(state);
      // A recipe's packages may have to be installed first.
    },
    600,
  );
  return seen;
}

/** A run to its end, which has to be a good one. */
export async function runToEnd(
  api: Api,
  experiment: string,
  mode: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Body> {
  const run = await startRun(api, experiment, mode, parameters);
  expect((await followRun(api, experiment, run.id)).at(-1)).toBe("DONE");
  return run;
}

export async function modelOfRun(api: Api, run: string): Promise<Body> {
  const { children } = await api.get(`${sensei}/models/?property=experimentRunId==${run}`);
  const [model = expect.fail(`run ${run} has no model`)] = children;
  expect(children.length).toBe(1);
  return model;
}
