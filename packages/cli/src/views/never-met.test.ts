import { createSlotLedger, type Slots } from "@mlx/core";
import { render } from "ink-testing-library";
import { createElement } from "react";
import { expect, test } from "vitest";
import { now, recordOf, runOf, viewOf } from "../../test/values.ts";
import { describeRunEvent } from "../progress/describe-event.ts";
import { emptyPicture } from "../progress/run-picture.ts";
import { LiveRun } from "../ui/live-run.tsx";
import { renderRun } from "./run-detail.ts";
import { renderRuns } from "./run-list.ts";

/** As the queue leaves a run that wants so much where there are two processors and one licence. */
function waitsFor(slots: Slots) {
  const wait = createSlotLedger({ cpus: 2, licence: 1 }, { cpus: 1 }).take({ slots });
  if (wait === undefined) return expect.fail("it could start");
  return { state: "PENDING", reason: "WAITING_SLOT", message: wait.message } as const;
}

const remedy =
  "`mlx down`, then `mlx up --slots cpus=4` (or `mlx up` with `runs: { slots: { cpus: 4 } }` in mlx.yaml), or let it want less";

test("runs that want more than there is are followed by what to do, once for each slot", () => {
  const id = (text: string) => ({ id: `${text}-0000-4000-8000-000000000000` });
  const records = [
    recordOf(waitsFor({ cpus: 4 }), id("aaaaaaaa")),
    recordOf(waitsFor({ cpus: 3 }), id("bbbbbbbb")),
    recordOf(waitsFor({ licence: 2 }), id("cccccccc")),
    recordOf(waitsFor({ cpus: 2 }), id("dddddddd")),
  ];
  expect(
    renderRuns(records, viewOf({ width: 120 }))
      .split("\n")
      .slice(5),
  ).toEqual([
    "",
    `aaaaaaaa, bbbbbbbb want more cpus than there is, and never start so: ${remedy}`,
    "",
    "cccccccc wants more licence than there is, and never starts so: `mlx down`, then `mlx up --slots licence=2` (or `mlx up` with `runs: { slots: { licence: 2 } }` in mlx.yaml), or let it want less",
  ]);
  const waits = renderRuns([recordOf(waitsFor({ cpus: 2 }))], viewOf());
  expect(waits.split("\n").length).toBe(2);
});

test("one run, its event, and its live view say so too", () => {
  const never = waitsFor({ cpus: 4 });
  expect(renderRun(recordOf(never), [], viewOf({ width: 120 }))).toContain(`to start it  ${remedy}`);
  expect(renderRun(recordOf(waitsFor({ cpus: 2 })), [], viewOf())).not.toContain("to start it");
  const event = { type: "run-status", at: now, run: runOf(never), status: never } as const;
  expect(describeRunEvent(event)).toBe(
    `run 3f2a91bc PENDING WAITING_SLOT: cpus: wants 4, and there are 2 at all\n    it never starts so: ${remedy}`,
  );
  const live = createElement(LiveRun, { picture: { ...emptyPicture, run: runOf(never) }, now, width: 200 });
  const { lastFrame, unmount } = render(live);
  const lines = (lastFrame() ?? "").split("\n").map((line) => line.trim());
  unmount();
  expect(lines[1]).toBe("cpus: wants 4, and there are 2 at all");
  expect(lines.slice(2).join(" ")).toBe(`it never starts so: ${remedy}`);
});
