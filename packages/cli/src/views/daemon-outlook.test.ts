import { expect, it } from "vitest";
import { describeOutlook } from "./daemon-outlook.ts";

const well = { serial: 3, missingSecrets: [], unwantedSlots: { names: [], wanted: ["meter"] } };

it("says nothing where nothing is lacking", () => {
  expect(describeOutlook(well)).toEqual([]);
});

it("tells each thing that a daemon will lack", () => {
  expect(
    describeOutlook({
      serial: 0,
      missingSecrets: [
        {
          target: "webhook/ops",
          path: "notifications.webhooks.ops.url",
          where: "the environment variable HOOK",
        },
      ],
      unwantedSlots: { names: ["metre"], wanted: ["meter"] },
    }),
  ).toMatchInlineSnapshot(`
    [
      "nothing was applied yet, so nothing fires: \`mlx apply\` takes over the files",
      "nothing reaches webhook/ops: the environment variable HOOK is not set, and \`notifications.webhooks.ops.url\` refers to it; set it and start the daemon again",
      "no applied experiment wants the slot metre (they want meter)",
    ]
  `);
  expect(describeOutlook({ ...well, unwantedSlots: { names: ["a", "b"], wanted: [] } })).toEqual([
    "no applied experiment wants the slots a, b (none wants a named one)",
  ]);
});
