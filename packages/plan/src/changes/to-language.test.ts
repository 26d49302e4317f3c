import { defaultRunTimeouts } from "@mlx/core";
import { expect, test } from "vitest";
import { buildExperiment, planBetween } from "../testing.ts";

test("how runs are queued and told of reads as it is written, defaults left out", () => {
  const plain = buildExperiment("nightly");
  const full = buildExperiment("nightly", {
    timeouts: { ...defaultRunTimeouts, queueSeconds: 3600, stallSeconds: 90, onStall: "stop" },
    priority: 10,
    slots: { licence: 1 },
    maxRunning: 2,
    notification: {
      email: ["ann@acme.example"],
      emailOnRetry: true,
      emailOnFailure: true,
      webhooks: ["ops"],
    },
  });
  const told = (before: typeof plain, after: typeof plain) =>
    planBetween([before], [after]).changes.flatMap(({ fields }) =>
      fields.map(({ path, before: was, after: is }) => `${path} ${JSON.stringify(was ?? is)}`),
    );
  const fields = [
    "maxRunning 2",
    'notification.email ["ann@acme.example"]',
    "notification.emailOnRetry true",
    'notification.webhooks ["ops"]',
    "priority 10",
    "slots.licence 1",
    'timeouts.onStall "stop"',
    'timeouts.queue "1h"',
    'timeouts.stall "90s"',
  ];
  expect(told(plain, full)).toEqual(fields);
  expect(told(full, plain)).toEqual(fields);
  const silent = buildExperiment("nightly", {
    notification: { email: [], emailOnRetry: false, emailOnFailure: false, webhooks: [] },
  });
  expect(told(plain, silent)).toEqual(["notification.webhooks []"]);
});
