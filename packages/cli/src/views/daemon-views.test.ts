import type { HistoryEntry, ListedSchedule, NextFire } from "@mlx/app";
import { type Delivery, formatAddress, type ScheduleSpec, type Tick } from "@mlx/core";
import { expect, test } from "vitest";
import { now, recordOf, runOf, viewOf } from "../../test/values.ts";
import { describeDaemonEvent } from "../progress/describe-daemon-event.ts";
import { renderBackfill } from "./backfill.ts";
import { renderChangedRuns } from "./changed-runs.ts";
import { renderCollected } from "./collected.ts";
import { renderDaemons, renderStopped } from "./daemon.ts";
import { renderDeliveries } from "./deliveries.ts";
import { widthOf } from "./layout.ts";
import { renderRun } from "./run-detail.ts";
import { renderRuns } from "./run-list.ts";
import { renderAhead, renderNextFires, renderScheduleHistory, renderScheduleList } from "./schedules.ts";
import { renderSimulation } from "./simulation.ts";
import { renderSlots } from "./slots.ts";

const experiment = formatAddress({ kind: "experiment", name: "retail-nightly" });
const identity = { id: "w", host: "forge", bootId: "b", pid: 4711 };

const spec: ScheduleSpec = {
  cron: ["30 2 * * *"],
  timezone: "America/Los_Angeles",
  catchUp: "latest",
  catchUpLimit: 10,
  concurrency: "forbid",
  maxConcurrent: 1,
  queueLimit: 1,
  dst: { gap: "shift", overlap: "first" },
  jitterSeconds: 0,
  suspend: false,
};

const fire: NextFire = {
  experiment,
  at: "2026-03-08T10:00:00.000Z",
  local: "2026-03-08T03:00-07:00",
  timezone: "America/Los_Angeles",
  shifted: true,
};

const schedule = {
  id: "s",
  experiment,
  spec,
  enabled: true,
  anchor: "2026-01-01T00:00:00.000Z",
  lastEvaluated: "2026-01-31T11:00:00.000Z",
};

const listed: readonly ListedSchedule[] = [
  { schedule, state: "ACTIVE", next: fire, lastRun: runOf() },
  {
    schedule: {
      ...schedule,
      paused: { at: "2026-01-31T11:00:00.000Z", actor: "ada@host", reason: "no feed" },
    },
    state: "PAUSED",
  },
];

function tickOf(changes: Partial<Tick>): Tick {
  const nominal = "2026-01-31T10:30:00.000Z";
  return { seq: 1, scheduleId: "s", experiment, nominal, outcome: "FIRED", evaluatedAt: nominal, ...changes };
}

const history: readonly HistoryEntry[] = [
  { tick: tickOf({ runId: runOf().id }), run: runOf({ state: "RUNNING", phase: "EXECUTING" }) },
  { tick: tickOf({ outcome: "SKIPPED_OVERLAP", message: "run 3f2a91bc was under way" }) },
  { tick: tickOf({ outcome: "COALESCED", range: { until: "2026-01-31T10:29:00.000Z", count: 111 } }) },
  { tick: tickOf({ runId: runOf().id }), run: runOf() },
];

test("schedules at 80, 120 and 200 columns", () => {
  const render = (width: number) =>
    renderScheduleList({ schedules: listed, hasDaemon: false }, viewOf({ width }));
  expect(render(80)).toMatchInlineSnapshot(`
    "EXPERIMENT      STATE   CRON        NEXT              LAST RUN
    retail-nightly  ACTIVE  30 2 * * *  2026-03-08 03:00  3f2a91bc DONE
    retail-nightly  PAUSED  30 2 * * *

    retail-nightly was paused 2026-01-31 11:00:00 (1 h ago) by ada@host: no feed

    warning: nothing fires: no daemon runs; \`mlx up --detach\` starts one"
  `);
  expect(render(120)).toMatchInlineSnapshot(`
    "EXPERIMENT      STATE   CRON        ZONE                 NEXT                       LAST RUN
    retail-nightly  ACTIVE  30 2 * * *  America/Los_Angeles  2026-03-08 03:00  in 35 d  3f2a91bc DONE
    retail-nightly  PAUSED  30 2 * * *  America/Los_Angeles

    retail-nightly was paused 2026-01-31 11:00:00 (1 h ago) by ada@host: no feed

    warning: nothing fires: no daemon runs; \`mlx up --detach\` starts one"
  `);
  expect(render(200).split("\n")[1]).toMatchInlineSnapshot(
    `"retail-nightly  ACTIVE  30 2 * * *  America/Los_Angeles  2026-03-08 03:00  in 35 d  3f2a91bc DONE"`,
  );
});

test("schedules that a clock which was ahead has left behind, with what to do", () => {
  const decidedUntil = "2031-01-30T11:59:32.512Z";
  const schedules = [{ schedule, state: "ACTIVE", next: fire, decidedUntil }] as const;
  const text = renderScheduleList({ schedules, hasDaemon: true }, viewOf({ width: 120 }));
  expect(text.split("\n").slice(2)).toEqual([
    "",
    "warning: retail-nightly fires nothing before 2031-01-30 11:59:32 (UTC): a clock that was ahead decided its times until then",
    "`mlx schedules pause retail-nightly`, then `mlx schedules resume retail-nightly`: it fires again from then on",
  ]);
  const ahead = Array.from({ length: 7 }, () => ({ experiment, until: decidedUntil }));
  expect(renderAhead(ahead, viewOf()).split("\n").slice(4, 6)).toEqual([
    expect.stringContaining("retail-nightly fires nothing"),
    "and so it is with 2 more",
  ]);
  const event = { type: "schedules-ahead", at: now, schedules: ahead.slice(0, 1) } as const;
  expect(describeDaemonEvent(event, "quiet")).toBe(
    `warning: nothing fires of ${experiment} before ${decidedUntil}: a clock that was ahead decided the times until then; \`mlx schedules\` says what to do`,
  );
});

test("what fires next, with a time that a change of the clocks shifts", () => {
  expect(renderNextFires([fire], viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "LOCAL             ZONE                 UTC               IN       EXPERIMENT
    2026-03-08 03:00  America/Los_Angeles  2026-03-08 10:00  in 35 d  retail-nightly  shifted

    Shifted: the local time does not exist that day; it fires when the gap of the clocks ends."
  `);
  expect(renderNextFires([], viewOf())).toContain("`mlx schedules` tells why");
});

test("the history is a strip, its legend, and a table", () => {
  expect(renderScheduleHistory(history, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "✓↷·▸
    ✓ fired   ↷ a later one stands for it   · skipped: another run was under way   ▸ its run is under way

       NOMINAL (UTC)                                    OUTCOME          RUN       STATE              WHY
    ▸  2026-01-31 10:30                                 FIRED            3f2a91bc  RUNNING EXECUTING
    ·  2026-01-31 10:30                                 SKIPPED_OVERLAP                               run 3f2a91bc was unde…
    ↷  2026-01-31 10:30 … 2026-01-31 10:29 (111 times)  COALESCED
    ✓  2026-01-31 10:30                                 FIRED            3f2a91bc  DONE"
  `);
});

test("runs of a schedule say by what and for when, those that wait what for", () => {
  const waiting = recordOf(
    {
      state: "PENDING",
      reason: "WAITING_SLOT",
      message: "backfill/55e18e65-6922-4f44-8b80-edac2abebd51: 1 of at most 1 are running",
    },
    { trigger: "backfill", scheduledAt: "2026-01-31T10:00:00.000Z" },
  );
  const retry = recordOf({
    state: "RETRY",
    reason: "NON_ZERO_EXIT",
    message: "exit code 1",
    nextAttemptAt: "2026-01-31T12:03:00.000Z",
  });
  const { startedAt: _, ...run } = waiting.run;
  const text = renderRuns([{ ...waiting, run }, retry], viewOf({ width: 240 }));
  expect(text).toContain("backfill/55e18e65: 1 of at most 1 are running");
  expect(text).toContain("the next attempt in 3 min");
  expect(text).toMatch(/backfill\s+2026-01-31 10:00/);
  for (const width of [80, 120, 200])
    for (const line of renderRuns([{ ...waiting, run }, retry], viewOf({ width })).split("\n"))
      expect(widthOf(line)).toBeLessThanOrEqual(width);
});

test("a scheduled run shows its time, window, lateness, and that its worker is silent", () => {
  const record = recordOf(
    { state: "RUNNING", phase: "EXECUTING" },
    {
      trigger: "schedule",
      scheduledAt: "2026-01-31T11:56:00.000Z",
      window: { start: "2026-01-30T11:56:00.000Z", end: "2026-01-31T11:56:00.000Z" },
      suspectSince: "2026-01-31T11:59:00.000Z",
      slots: { cpus: 1, licence: 2 },
    },
  );
  const text = renderRun(record, [], viewOf());
  expect(text).toContain("scheduled for  2026-01-31 11:56:00 (4 min ago), made 1 min late");
  expect(text).toContain("window         after 2026-01-30 11:56 until 2026-01-31 11:56 (UTC)");
  expect(text).toContain("slots          cpus 1, licence 2");
  expect(text).toContain("silent since 2026-01-31 11:59:00");
});

test("slots, and who waits for them", () => {
  expect(
    renderSlots([
      { name: "cpus", used: 3, waiting: 2, capacity: 8 },
      { name: "licence", used: 0, waiting: 1, capacity: 0 },
      { name: "idle", used: 0, waiting: 0 },
      { name: "backfill/55e18e65-6922-4f44-8b80-edac2abebd51", used: 1, waiting: 0, capacity: 4 },
    ]),
  ).toBe("cpus 3 of 8, 2 runs wait · licence 0 of 0, 1 run waits · backfill/55e18e65 1 of 4");
});

test("without a daemon a status warns where schedules wait for one", () => {
  const schedules = { total: 2, active: 1, ahead: [], next: [] };
  const none = { daemons: [], slots: [], schedules, waitingForDaemon: 0 };
  expect(renderDaemons(none, viewOf())).toBe(
    "warning: nothing fires: no daemon runs, and 1 schedule waits for one; `mlx up --detach` starts it",
  );
  const inactive = { ...none, schedules: { ...schedules, active: 0 } };
  expect(renderDaemons(inactive, viewOf())).toBe("");
  expect(renderDaemons({ ...inactive, waitingForDaemon: 3 }, viewOf())).toBe(
    "warning: 3 runs wait for a daemon, and none runs: `mlx up --detach` starts it",
  );
  const record = {
    identity,
    startedAt: "2026-01-31T11:00:00.000Z",
    heartbeatAt: "2026-01-31T12:00:00.000Z",
    draining: true,
    version: "1",
    capacity: {},
    url: "http://127.0.0.1:4747",
  };
  expect(
    renderDaemons({ ...none, daemons: [{ record, state: "draining", here: false }] }, viewOf()).split(
      "\n",
    )[0],
  ).toBe("draining  process 4711 on forge  since 2026-01-31 11:00:00 (1 h ago)  http://127.0.0.1:4747");
});

test("a daemon that was stopped says what it left", () => {
  const stopped = { identity, ended: true, running: [recordOf()], waiting: 0, now: true };
  expect(renderStopped(stopped, viewOf())).toBe(
    "The daemon (process 4711) has ended; 1 run goes on, and the next `mlx up` looks after it.",
  );
  expect(renderStopped({ ...stopped, running: [], waiting: 1 }, viewOf()).split("\n")).toEqual([
    "The daemon (process 4711) has ended.",
    "warning: 1 run waits for a daemon, and none runs: `mlx up --detach` starts it",
  ]);
  expect(renderStopped({ ...stopped, ended: false }, viewOf())).toContain("has not ended yet");
});

test("a backfill says what is left out, and that nobody works on it", () => {
  const plan = {
    id: "55e18e65-6922-4f44-8b80-edac2abebd51",
    experiment,
    timezone: "UTC",
    times: [
      { nominal: "2026-01-30T10:00:00.000Z", skip: { runId: runOf().id, because: "done" } },
      { nominal: "2026-01-31T10:00:00.000Z", previous: "2026-01-30T10:00:00.000Z" },
    ],
  } as const;
  expect(renderBackfill({ plan }, viewOf())).toMatchInlineSnapshot(`
    "2 times of retail-nightly from 2026-01-30 10:00 to 2026-01-31 10:00 (UTC)
    1 time is left out: it has a run that succeeded or is under way (--again takes them too)
    1 run would be made:
    NOMINAL (UTC)     WINDOW FROM
    2026-01-30 10:00                    left out: run 3f2a91bc succeeded
    2026-01-31 10:00  2026-01-30 10:00  run"
  `);
  expect(renderBackfill({ plan, created: { runs: [runOf()], hasDaemon: false } }, viewOf())).toContain(
    "No daemon runs",
  );
});

test("what was done to runs, and to which it could not be", () => {
  const selected = Array.from({ length: 12 }, () => runOf());
  expect(renderChangedRuns({ change: "cancel", selected }, viewOf()).split("\n")).toEqual([
    "12 runs would be cancelled:",
    expect.stringContaining("RUN"),
    ...Array.from({ length: 10 }, () => expect.stringContaining("3f2a91bc")),
    "… and 2 more",
  ]);
  const changed = { runs: [runOf()], refused: [], workedOnBy: "workers" } as const;
  expect(renderChangedRuns({ change: "retry", selected, changed }, viewOf())).toContain(
    "a mlx in the background works on each",
  );
});

test("deliveries at 80 columns keep within them", () => {
  const delivery: Delivery = {
    id: "5c1f0000-0000-4000-8000-000000000001",
    event: "run.failed",
    target: "webhook/ops",
    subject: `run/${runOf().id}`,
    payload: {},
    state: "WAITING",
    createdAt: "2026-01-31T11:59:00.000Z",
    nextAttemptAt: "2026-01-31T12:02:00.000Z",
    attempts: [
      { at: "2026-01-31T11:59:00.000Z", milliseconds: 12, problem: "HTTP 500 Internal Server Error" },
    ],
  };
  expect(renderDeliveries([delivery], viewOf({ width: 160 }))).toContain(
    "HTTP 500 Internal Server Error, again in 2 min",
  );
  for (const line of renderDeliveries([delivery], viewOf({ width: 80 })).split("\n"))
    expect(widthOf(line)).toBeLessThanOrEqual(80);
});

test("what is collected, and what is not", () => {
  const parts = [
    { kind: "runs", count: 1 },
    { kind: "logs", count: 2, bytes: 2048 },
    { kind: "ticks", count: 0 },
  ] as const;
  expect(
    renderCollected({ dryRun: true, parts, problems: ["a store is gone"] }, viewOf()),
  ).toMatchInlineSnapshot(`
    "WOULD GO  COUNT     SIZE
    run           1
    logs          2  2.0 KiB
    2.0 KiB would be freed.
    warning: a store is gone"
  `);
});

test("a simulation lists what happens, and what it comes to", () => {
  const at = now;
  const text = renderSimulation(
    {
      from: now,
      until: now + 3_600_000,
      capacity: { cpus: 2 },
      durations: [{ experiment, seconds: 60, source: "assumed" }],
      problems: [{ experiment, problem: "there is no model" }],
      unwantedSlots: { names: ["metre"], wanted: ["meter"] },
      told: [
        { type: "fired", at, experiment, nominal: at, waits: false },
        {
          type: "skipped",
          at,
          experiment,
          nominal: at,
          outcome: "SKIPPED_OVERLAP",
          message: "one is under way",
        },
        { type: "skipped", at, experiment, nominal: at, outcome: "FAILED", message: "there is no model" },
        { type: "waiting", at, experiment, nominal: at, on: "cpus", message: "cpus: wants 4, 2 of 2 free" },
      ],
      untold: 2,
      experiments: [
        {
          experiment,
          fired: 1,
          skipped: { SKIPPED_OVERLAP: 1, FAILED: 1 },
          waited: 1,
          longestWaitSeconds: 90,
        },
      ],
      summary: {
        fired: 1,
        skipped: { SKIPPED_OVERLAP: 1, FAILED: 1 },
        started: 1,
        ended: 1,
        failed: 0,
        replaced: 0,
        running: 0,
        waiting: 0,
        waitedSeconds: { total: 90, longest: 90 },
        waitedFor: { cpus: 1 },
        peak: { cpus: 2 },
      },
    },
    viewOf({ width: 120 }),
  );
  expect(text).toMatchInlineSnapshot(`
    "Simulated from 2026-01-31 12:00 to 2026-01-31 13:00 (UTC)
      slots: cpus 2
      1 experiment has no run yet and is taken for 1 min (--duration says otherwise)
      retail-nightly cannot run as it stands, so each of its times fails: there is no model
      warning: no applied experiment wants the slot metre (they want meter)

    AT (UTC)                   EXPERIMENT      NOMINAL (UTC)     WHY
    2026-01-31 12:00  fires    retail-nightly  2026-01-31 12:00
    2026-01-31 12:00  skipped  retail-nightly  2026-01-31 12:00  SKIPPED_OVERLAP: one is under way
    2026-01-31 12:00  fails    retail-nightly  2026-01-31 12:00  there is no model
    2026-01-31 12:00  waits    retail-nightly  2026-01-31 12:00  cpus: wants 4, 2 of 2 free
    … and 2 more (--limit shows more)

    EXPERIMENT      FIRED  SKIPPED                      WAITED     LONGEST
    retail-nightly      1  1 SKIPPED_OVERLAP, 1 FAILED       1  1 min 30 s

    1 fired, 1 skipped, 1 failed; at the end 0 running, 0 waiting.
    A run waited 1 min 30 s on average, 1 min 30 s at most.
    Waited for: cpus (1 run).
    Held at most: cpus 2."
  `);
});
