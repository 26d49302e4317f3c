import { expect, test } from "vitest";
import { simulateSchedules } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

test("a simulation takes ten years, and no more", async () => {
  const project = await openIn(createFolder(smallProject).root);
  const simulate = (until: string) =>
    simulateSchedules(project, { experiments: [], from: "2026-01-01", until, slots: {} });
  const simulated = value(await simulate("2036-01-01"));
  // Whatever the clocks of this machine show.
  expect([simulated.from, simulated.until]).toEqual([Date.UTC(2026, 0), Date.UTC(2036, 0)]);
  expect([...simulated.events]).toMatchObject([{ type: "finished" }]);
  expect(await simulate("9999-01-01")).toMatchObject({
    ok: false,
    failure: { code: "MLX8014", next: [expect.stringContaining("--to +30d"), expect.anything()] },
  });
});
