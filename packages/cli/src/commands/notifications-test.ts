import { defineCommand } from "../define-command.ts";
import { describeDelivery } from "../documents/delivery-document.ts";
import { testNotDelivered } from "../errors.ts";
import { renderTested } from "../views/deliveries.ts";

export const notificationsTest = defineCommand({
  name: "notifications test",
  description:
    "Sends one message that says that it is a test to a webhook of the settings, or to an address by their SMTP server, at once and once. No daemon is needed.",
  examples: [
    ["notifications test ops", "a webhook by its name"],
    ["notifications test ann@example.org", "an e-mail"],
  ],
  arguments: {
    target: { required: true, summary: "a webhook's name, or an e-mail address", completes: "target" },
  },
  flags: {},
  exits: ["configurationInvalid"],
  run: ({ target }, context) =>
    context.withProject(({ app, project }) =>
      context.interrupts.during((signal) => app.testNotification(project, { target, signal })),
    ),
  views: {
    human: renderTested,
    json: ({ delivery, result }) => ({ kind: "delivery", result, ...describeDelivery(delivery) }),
  },
  failure: ({ delivery, attempt, result, missing }) =>
    result === "taken"
      ? undefined
      : testNotDelivered(delivery.target, attempt.problem ?? "it was refused", missing),
});
