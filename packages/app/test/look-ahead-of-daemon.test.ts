import { expect, test } from "vitest";
import { applyPlan, lookAheadOfDaemon, planChanges, simulateSchedules } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

const files = {
  ...smallProject,
  "mlx.yaml": `${smallProject["mlx.yaml"]}
runs: { slots: { meter: 1, spare: 1 } }
notifications:
  webhooks:
    ops: { url: { secret: { env: HOOK } }, events: [ run.failed ] }
experiments:
  load: { instance: small, task: train, slots: { meter: 1 } }
`,
};

test("what a daemon will lack is known before it starts", async () => {
  const { root } = createFolder(files);
  const project = await openIn(root);
  const slots = { metre: 2, meter: 1, cpus: 4 };
  expect(value(await lookAheadOfDaemon(project, { slots }))).toEqual({
    serial: 0,
    missingSecrets: [
      {
        target: "webhook/ops",
        path: "notifications.webhooks.ops.url",
        where: "the environment variable HOOK",
      },
    ],
    unwantedSlots: { names: ["metre", "meter"], wanted: [] },
  });
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  const fit = await openIn(root, { processEnv: { PATH: process.env.PATH, HOOK: "https://example.org" } });
  expect(value(await lookAheadOfDaemon(fit, { slots }))).toEqual({
    serial: 1,
    missingSecrets: [],
    unwantedSlots: { names: ["metre"], wanted: ["meter"] },
  });
  const simulated = await simulateSchedules(fit, { experiments: [], from: "now", until: "+1d", slots });
  expect(value(simulated).unwantedSlots).toEqual({ names: ["metre"], wanted: ["meter"] });
});
