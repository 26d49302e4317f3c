/** How a run stands, task by task, as the API says it. */
import { isDaemonUp, type LinkedLog, type Project, signLogLinks } from "@mlx/app";
import {
  type Attempt,
  assertNever,
  type JsonObject,
  type Run,
  type RunRecord,
  type RunState,
} from "@mlx/core";
import { type RunStep, runSteps } from "@mlx/documents";
import { unwrap } from "../../http/unwrap.ts";

/** So long a link to a log can be used. */
const linkSeconds = 24 * 60 * 60;
const streams = ["execution", "stdout", "stderr"] as const;

interface TaskStatus {
  readonly name: string;
  readonly state: RunState;
  readonly message?: string;
  readonly started?: string;
  readonly ended?: string;
  /** Of a chain: whose log it is. */
  readonly attempt?: number;
}

/** `modelId`: of the model that the run has made. `origin`: of the server, as the client knows it. */
export async function runStatus(
  project: Project,
  record: RunRecord,
  {
    experimentId,
    modelId,
    origin,
  }: { readonly experimentId: string; readonly modelId?: string; readonly origin: string },
): Promise<JsonObject> {
  const { run } = record;
  const tasks: JsonObject[] = [];
  const waits = await waitsForDaemon(project, run);
  for (const { attempt, ...said } of tasksOf(record)) {
    const task = waits ? { ...said, message: `${said.message ?? "QUEUED"}: ${noDaemon}` } : said;
    const logs = streams.map(
      (stream): LinkedLog => ({
        ...{ run: run.id, stream },
        ...(attempt === undefined ? {} : { attempt }),
      }),
    );
    const links = unwrap(await signLogLinks(project, logs, linkSeconds));
    tasks.push({
      id: (task.name === "train" ? modelId : undefined) ?? run.id,
      ...task,
      tasklogs: streams.map((name, index) => ({
        name,
        url: `${origin}/data/sensei/tasklogs?link=${links[index] ?? ""}`,
      })),
    });
  }
  return {
    id: experimentId,
    name: `RunStatus for experimentRunId ${run.id}`,
    experimentRunId: run.id,
    ...(run.description === undefined ? {} : { description: run.description }),
    deleted: false,
    status: { tasks },
  };
}

const noDaemon = "it waits for a daemon, and none is up (`mlx up`)";

/** Nobody is asked of a run that is under way, or has ended. */
async function waitsForDaemon(project: Project, { status }: Run): Promise<boolean> {
  if (status.state !== "PENDING" || status.reason !== "QUEUED" || status.message !== undefined) return false;
  return !unwrap(await isDaemonUp(project));
}

export function tasksOf(record: RunRecord): readonly TaskStatus[] {
  const { run } = record;
  const steps = runSteps(record);
  if (steps.length > 0) return steps.map((step) => ofStep(step, run));
  const { message } = withMessage(run);
  return [
    {
      name: run.task,
      state: run.status.state,
      ...(message === undefined ? {} : { message }),
      ...(run.startedAt === undefined ? {} : { started: run.startedAt }),
      ...(run.endedAt === undefined ? {} : { ended: run.endedAt }),
    },
  ];
}

/** Why it stands so: the reason and, where there is one, the message. */
function withMessage({ status }: Run): { readonly message: string | undefined } {
  if (status.state === "RUNNING") return { message: status.phase };
  const message = status.message;
  if (status.state === "DONE" && status.reason === "OK") return { message };
  return { message: message === undefined ? status.reason : `${status.reason}: ${message}` };
}

function ofStep({ task, state: step, why, attempt }: RunStep, run: Run): TaskStatus {
  const state = stateOf(step, run.status.state);
  const message = step === "not run" ? "an earlier task of the run did not succeed" : why;
  return {
    name: task,
    state,
    ...(message === undefined ? {} : { message }),
    ...timesOf(attempt),
    ...(attempt === undefined ? {} : { attempt: attempt.number }),
  };
}

function timesOf(attempt: Attempt | undefined): Pick<TaskStatus, "started" | "ended"> {
  const { startedAt: started, endedAt: ended } = attempt ?? {};
  return { ...(started === undefined ? {} : { started }), ...(ended === undefined ? {} : { ended }) };
}

function stateOf(step: RunStep["state"], run: RunState): RunState {
  switch (step) {
    case "waits":
      return "PENDING";
    case "under way":
      return run === "PENDING" || run === "DONE" ? "RUNNING" : run;
    case "done":
    case "skipped":
    case "cached":
      return "DONE";
    case "failed":
      return run === "RETRY" || run === "ABORTED" ? run : "FAILED";
    case "not run":
      return "ABORTED";
    default:
      return assertNever(step);
  }
}
