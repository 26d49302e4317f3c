import { defineCommand } from "../define-command.ts";
import { describeDelivery } from "../documents/delivery-document.ts";
import { renderDelivery } from "../views/deliveries.ts";

export const notificationsShow = defineCommand({
  name: "notifications show",
  description: "Shows one delivery: what is told to whom, and each attempt with the receiver's answer.",
  examples: [["notifications show 5c1f", "by the first characters of its id"]],
  arguments: {
    delivery: { required: true, summary: "id, or its first characters (4 or more)", completes: "delivery" },
  },
  flags: {},
  exits: [],
  run: ({ delivery }, context) =>
    context.withProject(({ app, project }) => app.showDelivery(project, { delivery })),
  views: {
    human: renderDelivery,
    json: (delivery) => ({ kind: "delivery", ...describeDelivery(delivery) }),
  },
});
