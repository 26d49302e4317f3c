import { defineCommand } from "../define-command.ts";
import { toLogText } from "../views/layout.ts";

const usualTail = 100;

export const servicesLogs = defineCommand({
  name: "services logs",
  description:
    "Prints what the serve programs of a service printed on this machine, the newest last; also those that have ended. Each line names its replica.",
  examples: [
    ["services logs forecast", "the last 100 lines"],
    ["services logs forecast --tail 1000 --json", "more of them, for a script"],
  ],
  arguments: {
    service: { required: true, summary: "the service's address or name", completes: "service" },
  },
  flags: {
    tail: { type: "count", value: "N", least: 1, summary: `the last N lines (${usualTail})` },
  },
  exits: [],
  run: ({ service, tail = usualTail }, context) =>
    context.withProject(({ app, project }) => app.readServiceLogs(project, { service, tail })),
  views: {
    human: ({ service, lines }) =>
      lines.length === 0
        ? `No replica of ${service} has printed anything here.`
        : lines
            .map(
              ({ replica, at, text }) =>
                `${at.slice(0, 19).replace("T", " ")} ${replica.slice(0, 8)} ${toLogText(text)}`,
            )
            .join("\n"),
    json: ({ service, lines }) => ({ kind: "service-logs", service, lines }),
  },
});
