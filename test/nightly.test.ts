/** `examples/nightly`: what a schedule fires, and that each run gets exactly the rows of its window. */
import { expect, onTestFinished, test } from "vitest";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";

interface RunDocument {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly message: string | null;
  readonly scheduledAt: string;
  readonly window: { readonly start: string; readonly end: string };
  readonly metrics: Readonly<Record<string, number>>;
  readonly outputs: readonly { readonly channel: string; readonly path: string }[];
}

/** What the schedules of the example denote around the night of 25 October 2026, 3:00 → 2:00 in Berlin. */
const days = [
  { window: { start: "2026-10-23T22:00:00.000Z", end: "2026-10-24T22:00:00.000Z" }, rows: 24 },
  { window: { start: "2026-10-24T22:00:00.000Z", end: "2026-10-25T23:00:00.000Z" }, rows: 25 },
  { window: { start: "2026-10-25T23:00:00.000Z", end: "2026-10-26T23:00:00.000Z" }, rows: 24 },
];
const checks = [
  {
    window: { start: "2026-10-24T00:30:00.000Z", end: "2026-10-25T00:30:00.000Z" },
    rows: 24,
    unusual: ["2026-10-25T02:00:00+02:00"],
  },
  {
    window: { start: "2026-10-25T00:30:00.000Z", end: "2026-10-26T01:30:00.000Z" },
    rows: 25,
    unusual: [
      "2026-10-25T02:00:00+01:00",
      "2026-10-25T03:00:00+01:00",
      "2026-10-25T04:00:00+01:00",
      "2026-10-25T05:00:00+01:00",
    ],
  },
];

test("examples/nightly: plan, apply, an empty plan; prod, whose secrets are not set, as well", async () => {
  const sandbox = createSandbox({ example: "nightly" });
  for (const environment of [[], ["--env", "prod"]]) {
    expect((await sandbox.mlx("plan", "--detailed-exitcode", ...environment)).code).toBe(2);
    expect((await sandbox.mlx("apply", "--yes", ...environment)).code).toBe(0);
    expect((await sandbox.mlx("plan", "--detailed-exitcode", ...environment)).code).toBe(0);
  }
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

test("examples/nightly: a simulated week in which the clocks go back", async () => {
  const sandbox = await applied();
  const week = ["--from", "2026-10-23T12:00:00Z", "--to", "2026-10-27T12:00:00Z"];
  const { events } = (await sandbox.json("schedules", "simulate", ...week)) as {
    events: readonly { type: string; outcome?: string; experiment: string; nominal?: string }[];
  };
  const of = (what: string, name: string) =>
    events
      .filter(({ type, outcome = type }) => outcome === what)
      .filter(({ experiment }) => experiment === `experiment/${name}`)
      .map(({ nominal }) => nominal);
  expect(of("fired", "meter-load")).toEqual([
    "2026-10-23T22:00:00.000Z",
    ...days.map(({ window }) => window.end),
  ]);
  // There is no model to check with yet.
  expect(of("fired", "meter-check")).toEqual([]);
  expect(of("FAILED", "meter-check")).toEqual([
    "2026-10-24T00:30:00.000Z",
    ...checks.map(({ window }) => window.end),
    "2026-10-27T01:30:00.000Z",
  ]);
  expect(of("SKIPPED_DST", "meter-check")).toEqual(["2026-10-25T01:30:00.000Z"]);
  expect(of("fired", "meter-train")).toEqual(["2026-10-26T03:00:00.000Z"]);
});

test("examples/nightly: a daemon works on backfills; each run has the rows of its window", async () => {
  const sandbox = await applied();
  const started = await sandbox.json("up", "--detach", "--port", "0");
  onTestFinished(async () => void (await sandbox.mlx("down", "--now")));
  expect(started).toMatchObject({ kind: "daemon" });

  const loads = await backfilled(sandbox, "meter-load", "2026-10-18", "2026-10-27");
  expect(loads.length).toBe(10);
  expect(loads.slice(-3).map(({ window, metrics }) => ({ window, rows: metrics.rows }))).toEqual(days);
  for (const run of loads) expect(outputOf(sandbox, run, "readings.csv")).toEqual(rowsOf(sandbox, run));

  // It learns from what was loaded, not from all that there is.
  expect((await sandbox.mlx("run", "experiment/meter-train")).code).toBe(0);
  const { models } = (await sandbox.json("models", "list")) as { models: readonly unknown[] };
  expect(models).toMatchObject([{ metrics: { readings: 241, kinds: 48 } }]);

  const checked = await backfilled(sandbox, "meter-check", "2026-10-25", "2026-10-26T12:00");
  expect(
    checked.map((run) => ({
      window: run.window,
      rows: run.metrics.rows,
      unusual: outputOf(sandbox, run, "hours.csv")
        .slice(1)
        .map((line) => line.split(",")[0]),
    })),
  ).toEqual(checks);

  // A day that the meter has not sent: 75 is a failure that goes by, and the run is tried again.
  const late = await sandbox.json(...backfill("meter-load", "2026-11-11", "2026-11-11"), "--yes");
  const run = async () => (await runsOf(sandbox, late.id))[0];
  await until("the first attempt has failed", async () => (await run())?.state === "RETRY");
  expect(await run()).toMatchObject({
    reason: "NON_ZERO_EXIT",
    message: expect.stringContaining("there are no readings of this time yet"),
  });
  expect((await sandbox.mlx("cancel", "--backfill", String(late.id), "--yes")).code).toBe(0);
  expect((await sandbox.mlx("down")).code).toBe(0);
});

async function applied(): Promise<Sandbox> {
  const sandbox = createSandbox({ example: "nightly" });
  const { code, stdout, stderr } = await sandbox.mlx("apply", "--yes");
  if (code !== 0) expect.fail(`apply failed:\n${stdout}${stderr}`);
  return sandbox;
}

function backfill(experiment: string, from: string, to: string): readonly string[] {
  return ["backfill", experiment, "--from", from, "--to", to];
}

/** The runs of a backfill by their times, once all are DONE. */
async function backfilled(sandbox: Sandbox, ...range: Parameters<typeof backfill>) {
  const made = await sandbox.json(...backfill(...range), "--max-running", "2", "--yes");
  let runs: readonly RunDocument[] = [];
  await until("the backfill has ended", async () => {
    runs = await runsOf(sandbox, made.id);
    const failed = runs.find(({ state }) => ["RETRY", "FAILED", "ABORTED"].includes(state));
    if (failed !== undefined) expect.fail(`run ${failed.id}: ${failed.reason}: ${failed.message}`);
    return runs.length > 0 && runs.every(({ state }) => state === "DONE");
  });
  return runs.toSorted((one, other) => one.scheduledAt.localeCompare(other.scheduledAt));
}

async function runsOf(sandbox: Sandbox, id: unknown): Promise<readonly RunDocument[]> {
  const { runs } = await sandbox.json("runs", "--backfill", String(id));
  return runs as readonly RunDocument[];
}

function outputOf(sandbox: Sandbox, run: RunDocument, file: string): readonly string[] {
  const [output] = run.outputs;
  if (output === undefined) expect.fail(`run ${run.id} has no output`);
  return lines(sandbox.read(`${output.path.slice(sandbox.folder.length)}/${file}`));
}

/** The header of the readings and those of the run's window: after its start, up to its end. */
function rowsOf(sandbox: Sandbox, { window }: RunDocument): readonly string[] {
  const [header = "", ...rows] = lines(sandbox.read("readings.csv"));
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  return [
    header,
    ...rows.filter((row) => {
      const time = Date.parse(row.split(",")[0] ?? "");
      return start < time && time <= end;
    }),
  ];
}

function lines(text: string): readonly string[] {
  return text.trimEnd().split("\n");
}
