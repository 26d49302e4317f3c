import { basename, dirname, join } from "node:path";
import type { JobKey } from "@mlx/core";

/** Every path of one attempt; where a name appears on disk is decided here and nowhere else. */
export interface JobFolder {
  readonly root: string;
  /** Shared by the attempts of a run. */
  readonly checkpoints: string;
  /** The `/opt/ml` of the task. */
  readonly ml: string;
  /** Home, caches and temporary files of the task. */
  readonly scratch: string;
  readonly logs: string;
  /** Spark's event log; there only where Spark was asked for one. */
  readonly sparkEvents: string;
  /** What was submitted, without secrets. Written before anything else is done. */
  readonly job: string;
  /** Who supervises, and the program once it runs. The one supervisor is the one that wrote it. */
  readonly status: string;
  readonly exit: string;
  /** That the job is to be stopped. */
  readonly stop: string;
  /** The job's container, where it has one; written before that is started. */
  readonly container: string;
  /** How the inputs of a container were staged, where not all were copied. */
  readonly inputs: string;
  /** What the supervisor itself had to say; empty unless it has a bug. */
  readonly supervisorLog: string;
}

export function jobFolder(runsFolder: string, { runId, attempt }: JobKey): JobFolder {
  const run = join(runsFolder, runId);
  return attemptFolder(join(run, "attempts", attempt.toString()));
}

/** The run that a document of an attempt belongs to. */
export function runOfDocument(path: string): string {
  return basename(join(dirname(path), "..", ".."));
}

/** The paths of the attempt whose folder this is. */
export function attemptFolder(root: string): JobFolder {
  return {
    root,
    checkpoints: join(root, "..", "..", "checkpoints"),
    ml: join(root, "ml"),
    scratch: join(root, "tmp"),
    logs: join(root, "logs"),
    sparkEvents: join(root, "spark-events"),
    job: join(root, "job.json"),
    status: join(root, "status.json"),
    exit: join(root, "exit.json"),
    stop: join(root, "stop.json"),
    container: join(root, "container.json"),
    inputs: join(root, "inputs.json"),
    supervisorLog: join(root, "supervisor.log"),
  };
}

/** The `/opt/ml` layout below a folder. */
export interface TaskFolders {
  readonly root: string;
  readonly inputConfig: string;
  readonly inputData: string;
  readonly code: string;
  readonly model: string;
  readonly output: string;
  readonly outputData: string;
  readonly checkpoints: string;
  readonly metricsLines: string;
  readonly finalMetrics: string;
  readonly plots: string;
  readonly signature: string;
  readonly failure: string;
}

export function taskFolders(root: string): TaskFolders {
  const output = join(root, "output");
  return {
    root,
    inputConfig: join(root, "input", "config"),
    inputData: join(root, "input", "data"),
    code: join(root, "code"),
    model: join(root, "model"),
    output,
    outputData: join(output, "data"),
    checkpoints: join(root, "checkpoints"),
    metricsLines: join(output, "metrics.jsonl"),
    finalMetrics: join(output, "metrics.json"),
    plots: join(output, "plots"),
    signature: join(output, "signature.json"),
    failure: join(output, "failure"),
  };
}
