import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { freePort, type ServerProcess, startServer } from "./server-process.ts";

const version = "3.6.0";
/** It does not work with the next one. */
const sqlalchemy = "sqlalchemy<2.1";
const venv = resolve(import.meta.dirname, "../../node_modules/.cache/mlx-bench/mlflow");

export interface FilledMlflow {
  readonly folder: string;
  readonly experiments: readonly string[];
  /** Some of them. */
  readonly runs: readonly string[];
}

/** In a virtual environment that is kept; the program that starts it. */
export function installMlflow(onProgress: (line: string) => void): string {
  const program = join(venv, "bin/mlflow");
  if (existsSync(program)) return program;
  onProgress(`MLflow ${version} is installed`);
  for (const words of [
    ["python3", "-m", "venv", venv],
    [join(venv, "bin/pip"), "install", "--quiet", `mlflow==${version}`, sqlalchemy],
  ]) {
    const [command = "", ...rest] = words;
    const { status, stderr } = spawnSync(command, rest, { encoding: "utf8" });
    if (status !== 0) throw new BenchmarkFailure(`${words.join(" ")}: ${stderr}`);
  }
  return program;
}

export function startMlflow(
  program: string,
  { folder }: Pick<FilledMlflow, "folder">,
): Promise<ServerProcess> {
  const port = freePort();
  const stores = ["--backend-store-uri", `sqlite:///${join(folder, "mlflow.db")}`];
  stores.push("--artifacts-destination", join(folder, "artifacts"));
  return startServer({
    argv: [program, "server", ...stores, "--host", "127.0.0.1", "--port", port.toString()],
    cwd: folder,
    env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", GIT_PYTHON_REFRESH: "quiet" },
    log: join(folder, "mlflow.log"),
    url: `http://127.0.0.1:${port}`,
    health: "/health",
  });
}

const experiments = 100;
const metrics = 20;
const askedFor = 2000;

/**
 * 100 experiments and so many runs, as rows of the tables that the server has made: through its API it would be
 * hours.
 */
export async function fillMlflow(program: string, folder: string, count: number): Promise<FilledMlflow> {
  mkdirSync(folder, { recursive: true });
  const ids: string[] = [];
  {
    await using server = await startMlflow(program, { folder });
    for (let index = 0; index < experiments; index += 1) {
      const answer = await fetch(`${server.url}/api/2.0/mlflow/experiments/create`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: `e-${index}` }),
      });
      const { experiment_id: id }: { experiment_id?: string } = Object(await answer.json());
      if (id === undefined) throw new BenchmarkFailure(`MLflow makes no experiment: ${answer.status}`);
      ids.push(id);
    }
  }
  const database = new DatabaseSync(join(folder, "mlflow.db"));
  database.exec("pragma synchronous = off; begin immediate");
  const run = database.prepare(
    `insert into runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,
      source_version, lifecycle_stage, artifact_uri, experiment_id)
    values (?, ?, 'LOCAL', '', '', 'bench', 'FINISHED', ?, ?, '', 'active', ?, ?)`,
  );
  const latest = database.prepare(
    "insert into latest_metrics (key, value, timestamp, step, is_nan, run_uuid) values (?, ?, ?, 1, 0, ?)",
  );
  const history = database.prepare(
    "insert into metrics (key, value, timestamp, run_uuid, step, is_nan) values (?, ?, ?, ?, 1, 0)",
  );
  const parameter = database.prepare("insert into params (key, value, run_uuid) values (?, ?, ?)");
  const tag = database.prepare("insert into tags (key, value, run_uuid) values ('mode', 'train', ?)");
  const began = Date.UTC(2026, 0, 1);
  for (let index = 0; index < count; index += 1) {
    const id = idOf(index);
    const experiment = ids[index % experiments] ?? "";
    const at = began + index * 1000;
    run.run(
      id,
      `run-${index}`,
      at,
      at + 60_000,
      `mlflow-artifacts:/${experiment}/${id}/artifacts`,
      Number(experiment),
    );
    tag.run(id);
    parameter.run("depth", "3", id);
    for (let metric = 0; metric < metrics; metric += 1) {
      const value = ((index * 31 + metric) % 1000) / 10;
      latest.run(`metric_${metric}`, value, at, id);
      history.run(`metric_${metric}`, value, at, id);
    }
  }
  database.exec("commit");
  database.close();
  return {
    folder,
    experiments: ids,
    runs: Array.from({ length: askedFor }, (_, index) => idOf(count - 1 - index)),
  };
}

function idOf(index: number): string {
  return createHash("md5").update(index.toString()).digest("hex");
}
