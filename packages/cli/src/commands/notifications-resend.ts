import { defineCommand } from "../define-command.ts";
import { describeDelivery } from "../documents/delivery-document.ts";
import { renderResent } from "../views/deliveries.ts";

export const notificationsResend = defineCommand({
  name: "notifications resend",
  description:
    "Puts a delivery into the queue again, whether it was given up or had arrived. The receiver sees the same id. A daemon sends it.",
  examples: [["notifications resend 5c1f", "by the first characters of its id"]],
  arguments: {
    delivery: { required: true, summary: "id, or its first characters (4 or more)", completes: "delivery" },
  },
  flags: {},
  exits: [],
  run: ({ delivery }, context) =>
    context.withProject(({ app, project }) => app.resendDelivery(project, { delivery })),
  views: {
    human: renderResent,
    json: (delivery) => ({ kind: "delivery", ...describeDelivery(delivery) }),
  },
});
