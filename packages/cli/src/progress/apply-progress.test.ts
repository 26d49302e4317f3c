import { expect, test } from "vitest";
import { createApplyProgress } from "./apply-progress.ts";

test("a quick apply says nothing, a long one how far it is, every 2 s", () => {
  const lines: string[] = [];
  let now = 0;
  const progress = createApplyProgress({ note: (text) => lines.push(text) }, () => now);
  for (let done = 0; done <= 5; done += 1) {
    progress({ type: "apply-progress", step: "prepare", done, total: 5, detail: `dataset/d${done}` });
    now += 900;
  }
  progress({ type: "apply-progress", step: "commit", done: 0, total: 1 });
  expect(lines).toEqual(["preparing 3 of 5: dataset/d3", "committing 0 of 1"]);
});
