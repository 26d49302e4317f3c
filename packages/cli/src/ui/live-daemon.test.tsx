import { render } from "ink-testing-library";
import { expect, test } from "vitest";
import { now, recordOf, runOf, viewOf } from "../../test/values.ts";
import { emptyDaemonPicture, updateDaemonPicture } from "../progress/daemon-picture.ts";
import { widthOf } from "../views/layout.ts";
import { LiveDaemon } from "./live-daemon.tsx";

const running = recordOf({ state: "RUNNING", phase: "EXECUTING" });
const waiting = recordOf({ state: "PENDING", reason: "WAITING_SLOT", message: "cpus: wants 4, 1 of 8 free" });

const picture = updateDaemonPicture(
  updateDaemonPicture(
    {
      ...emptyDaemonPicture,
      daemon: {
        identity: { id: "w", host: "h", bootId: "b", pid: 4711 },
        url: "http://127.0.0.1:4747",
        startedAt: "2026-01-31T11:00:00.000Z",
      },
      view: {
        running: Array.from({ length: 30 }, (_, index) =>
          index === 0 ? running : recordOf(running.run.status, { id: `${1000_0000 + index}` }),
        ),
        waiting: [waiting],
        recent: [],
        runningCount: 120,
        waitingCount: 1,
        slots: [{ name: "cpus", used: 7, waiting: 1, capacity: 8 }],
        next: [],
      },
    },
    { type: "daemon-state", at: now, state: "up", running: 1 },
    now,
  ),
  { type: "run-log", runId: runOf().id, line: { at: now, stream: "stdout", text: "epoch \u001b[2J3" } },
  now,
);

test.each([80, 120, 200])("a busy daemon fits a terminal of %i columns and 24 rows", (width) => {
  const { lastFrame } = render(
    <LiveDaemon picture={picture} view={viewOf()} width={width} rows={24} note="draining: 120 runs go on" />,
  );
  const lines = (lastFrame() ?? "").split("\n");
  expect(lines.length).toBeLessThan(24);
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
  expect(lines.join("\n")).toContain("Running  120 runs");
  expect(lines.join("\n")).toContain("WAITING_SLOT cpus: wants 4, 1 of 8 free");
  expect(lines.at(-1)).toBe("draining: 120 runs go on");
});

test("the last line of a run is shown without its escape sequences, and goes with its end", () => {
  const { lastFrame } = render(<LiveDaemon picture={picture} view={viewOf()} width={120} rows={24} />);
  expect(lastFrame()).toContain("│ epoch 3");
  const run = runOf();
  const ended = updateDaemonPicture(picture, { type: "run-status", at: now, run, status: run.status }, now);
  expect([ended.lines.size, ended.news.at(-1)?.text]).toEqual([
    0,
    "run 3f2a91bc (train of experiment/retail-nightly) DONE",
  ]);
});
