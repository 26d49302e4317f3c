import { defineCommand } from "../define-command.ts";
import { describeDelivery } from "../documents/delivery-document.ts";
import { renderDeliveries } from "../views/deliveries.ts";

export const notificationsList = defineCommand({
  name: "notifications list",
  description:
    "Lists deliveries, newest first: one message each to one webhook or address, with how often it was tried and what the receiver answered last.",
  examples: [
    ["notifications", "the last 20"],
    ["notifications --state FAILED", "those that were given up"],
    ["notifications --target ops", "those to one webhook"],
  ],
  arguments: {},
  flags: {
    state: {
      type: "list",
      value: "STATE",
      choices: ["WAITING", "DELIVERED", "FAILED"],
      summary: "only those in this state (repeatable)",
    },
    target: {
      type: "string",
      value: "TARGET",
      summary: "only those to this webhook or address",
      completes: "target",
    },
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (20)" },
  },
  exits: [],
  run: ({ state, target, limit = 20 }, context) =>
    context.withProject(({ app, project }) =>
      app.listDeliveries(project, { states: state, limit, ...(target === undefined ? {} : { target }) }),
    ),
  views: {
    human: renderDeliveries,
    json: (deliveries) => ({ kind: "deliveries", deliveries: deliveries.map(describeDelivery) }),
  },
});
