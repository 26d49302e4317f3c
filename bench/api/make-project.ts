import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { mlxCommand, mlxEnvironment } from "../mlx-command.ts";
import { fillRuns } from "../registry/fill-runs.ts";
import { experimentOf, namespace, openBenchStore } from "../schedule/fill-store.ts";

export interface ApiProject {
  readonly folder: string;
  /** Of the experiments, and of some of their runs. */
  readonly experiments: readonly string[];
  readonly runs: readonly { readonly id: string; readonly experiment: string }[];
}

const experiments = 100;
/** So many runs are asked for by turns. */
const askedFor = 2000;

/** A project with 100 experiments that are applied, and with so many runs of them. */
export async function makeApiProject(folder: string, workFolder: string, count: number): Promise<ApiProject> {
  const names = Array.from(
    { length: experiments },
    (_, index) => `  e-${index}: { instance: nothing, task: train }`,
  );
  mkdirSync(join(folder, "recipe"));
  writeFileSync(join(folder, "recipe/train.py"), "print('trained')\n");
  writeFileSync(
    join(folder, "mlx.yaml"),
    `project: ${namespace}
server: { requestsPerMinute: 0 }
recipes:
  nothing: { type: Python, algorithm: Custom, source: ./recipe }
instances:
  nothing: { recipe: nothing, tasks: { train: { parameters: { depth: 3 } } } }
experiments:
${names.join("\n")}
`,
  );
  const [program = "", ...words] = mlxCommand("apply", "--yes");
  const { status, stderr } = spawnSync(program, words, {
    cwd: folder,
    env: mlxEnvironment(workFolder),
    encoding: "utf8",
  });
  if (status !== 0) throw new BenchmarkFailure(`mlx apply: ${stderr}`);
  const file = join(folder, ".mlx", "mlx.db");
  const store = await openBenchStore(file);
  try {
    await fillRuns(store, file, count);
    const idOf = new Map((await store.resources.list("experiment")).map(({ address, id }) => [address, id]));
    const ids = Array.from({ length: experiments }, (_, index) => idOf.get(experimentOf(index)) ?? "");
    const page = await store.runs.list({}, { limit: askedFor });
    const runs = page.flatMap(({ run: { id, experiment } }) =>
      experiment === undefined ? [] : [{ id, experiment: idOf.get(experiment) ?? "" }],
    );
    return { folder, experiments: ids, runs };
  } finally {
    await store.close();
  }
}
