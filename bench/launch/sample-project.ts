/** A project whose recipes are one image with a command each. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { applyPlan, followRun, openProject, type Project, planChanges, startRun } from "@mlx/app";
import type { EngineEvent, EventSink, Result, RunRecord } from "@mlx/core";
import type Docker from "dockerode";
import type { ContainerCreateOptions } from "dockerode";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { createOptionsOf, killContainer } from "./raw-engine.ts";

/** Instance to its command. */
export const commands = {
  nothing: ["true"],
  forever: ["sh", "-c", "while true; do echo up; sleep 1; done"],
  flood: [
    "python3",
    "-c",
    `import os\nblock = (b"x" * 99 + b"\\n") * 1000\nfor _ in range(${floodBlocks()}): os.write(1, block)`,
  ],
} as const;

export const floodBytes = floodBlocks() * 100_000;

function floodBlocks(): number {
  return 2000;
}

export function writeProject(folder: string, image: string): void {
  mkdirSync(folder, { recursive: true });
  const recipe = (name: string, command: readonly string[]) => `  ${name}:
    image: ${image}
    requireModel: false
    container: { pull: never }
    command: { train: ${JSON.stringify(command)} }
`;
  const instance = (name: string) => `  ${name}: { recipe: ${name}, tasks: { train: {} } }\n`;
  const text = `project: launch
recipes:
${Object.entries(commands)
  .map(([name, command]) => recipe(name, command))
  .join("")}instances:
${Object.keys(commands).map(instance).join("")}`;
  writeFileSync(join(folder, "mlx.yaml"), text);
}

export async function openSample(
  folder: string,
  events: EventSink = () => {},
): Promise<Project & { readonly [Symbol.asyncDispose]: () => Promise<void> }> {
  const project = value(
    await openProject({
      cwd: folder,
      variables: {},
      variableFiles: [],
      processEnv: { ...process.env, MLX_ENV: undefined, MLX_STORE: undefined },
      version: "0.0.0",
      supervisor: "",
      self: [],
      events,
    }),
  );
  return { ...project, [Symbol.asyncDispose]: () => project.close() };
}

export async function applySample(project: Project): Promise<void> {
  const { plan } = value(await planChanges(project, { destroy: false, allowMassDelete: false }));
  value(await applyPlan(project, { plan, command: "apply" }));
}

/** Queues a run and works on it until it has ended, or the signal. */
export async function run(
  project: Project,
  name: keyof typeof commands,
  signal: AbortSignal = new AbortController().signal,
): Promise<RunRecord> {
  const target = `instance/${name}`;
  const { run: made } = value(await startRun(project, { target, task: "train", parameters: {} }));
  return value(await followRun(project, { run: made.id, work: "here", signal }));
}

/** A container as mlx makes it. */
export interface SampleContainer extends AsyncDisposable {
  readonly runId: string;
  readonly options: ContainerCreateOptions;
}

/** It runs until it is disposed of, so that its folders are there for containers like it. */
export async function startSampleContainer(project: Project, docker: Docker): Promise<SampleContainer> {
  const target = "instance/forever";
  const { run: made } = value(await startRun(project, { target, task: "train", parameters: {} }));
  const following = followRun(project, {
    run: made.id,
    work: "here",
    signal: new AbortController().signal,
  });
  for (;;) {
    const [found] = await docker.listContainers({ filters: { label: [`mlx.run=${made.id}`] } });
    if (found?.State === "running") {
      const container = docker.getContainer(found.Id);
      return {
        runId: made.id,
        options: createOptionsOf(await container.inspect()),
        [Symbol.asyncDispose]: async () => {
          await killContainer(docker, found.Id);
          value(await following);
        },
      };
    }
    await delay(50);
  }
}

/** Resolves when of so many runs a line was seen that their programs wrote after `since`. */
export function createLineCounter(
  wanted: number,
  since: number,
): { readonly events: EventSink; readonly all: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const seen = new Set<string>();
  const events = (event: EngineEvent) => {
    if (event.type !== "run-log" || event.line.at < since) return;
    seen.add(event.runId);
    if (seen.size === wanted) resolve();
  };
  return { events, all: promise };
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new BenchmarkFailure([result.failure.summary, result.failure.detail].filter(Boolean).join("\n"));
}
