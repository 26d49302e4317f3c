import { render } from "ink-testing-library";
import { expect, test } from "vitest";
import { now, runOf } from "../../test/values.ts";
import { emptyPicture, type RunPicture } from "../progress/run-picture.ts";
import { widthOf } from "../views/layout.ts";
import { LiveRun } from "./live-run.tsx";

const picture: RunPicture = {
  run: runOf({ state: "RUNNING", phase: "EXECUTING" }),
  since: now - 72_000,
  metrics: new Map([
    ["train_loss", { name: "train_loss", value: 0.0312345, step: 50, at: now }],
    ["RMSE", { name: "RMSE", value: 88860.71234, step: 0, at: now }],
  ]),
  lines: [
    { at: now, stream: "stdout", text: "stage 49" },
    { at: now, stream: "stderr", text: `\u001b[31mstage 50 ${"x".repeat(200)}` },
  ],
  warnings: ["3 malformed metrics"],
};

function draw(props: Partial<Parameters<typeof LiveRun>[0]> = {}): readonly string[] {
  const { lastFrame, unmount } = render(<LiveRun picture={picture} now={now} width={80} {...props} />);
  const frame = lastFrame() ?? "";
  unmount();
  return frame.trimEnd().split("\n");
}

test("phase, time, progress, metrics, warnings and the last lines", () => {
  expect(draw({ note: "Ctrl-C again stops it" })).toEqual([
    "⠋ train of experiment/retail-nightly  run 3f2a91bc  EXECUTING  1 min 12 s",
    "  ██████░░░░░░░░░░░░░░░░░░ 50/200",
    "  train_loss=0.0312345  RMSE=88860.7",
    "  ! 3 malformed metrics",
    "  │ stage 49",
    `  │ stage 50 ${"x".repeat(64)}…`,
    "Ctrl-C again stops it",
  ]);
});

test("without a total only the steps are counted", () => {
  const run = runOf({ state: "RUNNING", phase: "EXECUTING" });
  const counted = { ...picture, run: { ...run, spec: { ...run.spec, parameters: {} } } };
  expect(draw({ picture: counted })[1]).toBe("  step 50");
});

test("before anything is known", () => {
  expect(draw({ picture: emptyPicture })).toEqual(["starting"]);
});

test("no line is wider than the terminal", () => {
  for (const width of [80, 100])
    for (const line of draw({ width })) expect(widthOf(line)).toBeLessThanOrEqual(width);
});
