/** How far a Spark application is, told by the lines of its event log. */

export interface SparkStages {
  /** Takes one line; what is no event, or none that counts, changes nothing. */
  add(line: string): void;
  /** `stage 3 of 5 · 17 of 200 tasks · collect at train.py:9`; `undefined` before the first stage. */
  describe(): string | undefined;
}

interface Stage {
  state: "waiting" | "running" | "done";
  name: string;
  attempt: number;
  tasks: number;
  tasksDone: number;
}

const counted = /^\{\s*"Event"\s*:\s*"SparkListener(JobStart|JobEnd|StageSubmitted|StageCompleted|TaskEnd)"/;
/** There may be millions of them, so they are not parsed whole. */
const taskEnd =
  /"Stage ID"\s*:\s*(\d+)\s*,\s*"Stage Attempt ID"\s*:\s*(\d+).{0,200}?"Task End Reason"\s*:\s*\{\s*"Reason"\s*:\s*"Success"/;
const searched = 600;

/** The parts of events that are read; other versions of Spark may leave any of them out. */
interface SparkEvent {
  readonly "Job ID"?: number;
  readonly "Stage Infos"?: readonly StageInfo[];
  readonly "Stage Info"?: StageInfo;
}
interface StageInfo {
  readonly "Stage ID"?: number;
  readonly "Stage Attempt ID"?: number;
  readonly "Stage Name"?: string;
  readonly "Number of Tasks"?: number;
}

export function createSparkStages(): SparkStages {
  const stages = new Map<number, Stage>();
  const stagesOfJobs = new Map<number, readonly number[]>();
  let running = new Set<number>();
  let done = 0;
  let tasksDone = 0;

  function learn(info: StageInfo | undefined): { readonly id: number; readonly stage: Stage } | undefined {
    const id = info?.["Stage ID"];
    if (id === undefined) return undefined;
    const name = shorten(info?.["Stage Name"] ?? "");
    const tasks = info?.["Number of Tasks"] ?? 0;
    const stage = stages.get(id) ?? { state: "waiting", name, attempt: 0, tasks, tasksDone: 0 };
    stages.set(id, stage);
    return { id, stage };
  }

  function finish(id: number): void {
    const stage = stages.get(id);
    running.delete(id);
    if (stage === undefined || stage.state === "done") return;
    stage.state = "done";
    done += 1;
  }

  function startJob(event: SparkEvent): void {
    const ids = (event["Stage Infos"] ?? []).flatMap((info) => learn(info)?.id ?? []);
    const job = event["Job ID"];
    if (job !== undefined) stagesOfJobs.set(job, ids);
  }

  /** Stages whose results were there already were never started. */
  function endJob(event: SparkEvent): void {
    const job = event["Job ID"] ?? -1;
    for (const id of stagesOfJobs.get(job) ?? []) if (!running.has(id)) finish(id);
    stagesOfJobs.delete(job);
  }

  /** Also once more, after its results were lost. */
  function startStage(event: SparkEvent): void {
    const info = event["Stage Info"];
    const known = learn(info);
    if (known === undefined) return;
    const { id, stage } = known;
    if (stage.state === "done") done -= 1;
    stage.state = "running";
    stage.attempt = info?.["Stage Attempt ID"] ?? 0;
    stage.tasks = info?.["Number of Tasks"] ?? 0;
    stage.tasksDone = 0;
    running = new Set([...running, id].sort((a, b) => a - b));
  }

  function endTask(line: string): void {
    const [, id, attempt] = taskEnd.exec(line.slice(0, searched)) ?? [];
    const stage = stages.get(Number(id));
    if (stage === undefined || stage.attempt !== Number(attempt) || stage.tasksDone === stage.tasks) return;
    stage.tasksDone += 1;
    tasksDone += 1;
  }

  function add(line: string): void {
    const type = counted.exec(line.slice(0, 100))?.[1];
    if (type === undefined) return;
    if (type === "TaskEnd") {
      endTask(line);
      return;
    }
    const event = parse(line);
    if (type === "JobStart") startJob(event);
    else if (type === "JobEnd") endJob(event);
    else if (type === "StageSubmitted") startStage(event);
    else finish(event["Stage Info"]?.["Stage ID"] ?? -1);
  }

  function describe(): string | undefined {
    const [first] = running;
    const stage = first === undefined ? undefined : stages.get(first);
    const total = format(stages.size);
    if (stage === undefined)
      return done === 0 ? undefined : `${format(done)} of ${total} stages · ${format(tasksDone)} tasks`;
    const name = stage.name === "" ? "" : ` · ${stage.name}`;
    return `stage ${format(done + 1)} of ${total} · ${format(stage.tasksDone)} of ${format(stage.tasks)} tasks${name}`;
  }

  return { add, describe };
}

function parse(line: string): SparkEvent {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === "object" && event !== null ? event : {};
  } catch {
    return {};
  }
}

/** `collect at /long/path/train.py:9` names the file alone. */
function shorten(name: string): string {
  return name.replace(/ at .*\/([^/]+)$/, " at $1").slice(0, 80);
}

function format(value: number): string {
  return value.toLocaleString("en");
}
