import { timestamp } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { reportSimulation } from "../simulation-report.ts";
import { parseSlots, slotFlags } from "../slot-flags.ts";
import { renderSimulation } from "../views/simulation.ts";

export const schedulesSimulate = defineCommand({
  name: "schedules simulate",
  description:
    "Runs the scheduler and the queue on a clock that jumps from event to event: what fires, what is skipped or waits and why, and who waits for which slot how long. It begins with nothing under way, takes each run for as long as those of the past (or --duration), and changes nothing. Its times are in UTC, also those of --from and --to without an offset.",
  examples: [
    ["schedules simulate", "the next week"],
    ["schedules simulate --from 2026-03-28 --to 2026-03-30", "what a change of the clocks does"],
    [
      "schedules simulate --slots licence=1 --duration 45m",
      "what if there were one licence, and longer runs",
    ],
  ],
  arguments: {
    experiments: { variadic: true, summary: "experiments; all unless named", completes: "scheduled" },
  },
  flags: {
    from: { type: "string", value: "TIME", summary: "where it begins (now); a date is its midnight in UTC" },
    to: { type: "string", value: "TIME", summary: "where it ends (a week later: +7d)" },
    ...slotFlags,
    duration: { type: "string", value: "DURATION", summary: "how long each run takes, e.g. 10m" },
    limit: { type: "count", value: "N", least: 1, summary: "how many events to list (50)" },
  },
  exits: ["configurationInvalid"],
  run: ({ experiments, from = "now", to = "+7d", slots, duration, limit = 50 }, context) => {
    const offered = parseSlots(slots, "schedules simulate");
    if (!offered.ok) return Promise.resolve(offered);
    return context.withProject(async ({ app, project }) => {
      const simulated = await app.simulateSchedules(project, {
        experiments,
        from,
        until: to,
        slots: offered.value,
        ...(duration === undefined ? {} : { duration }),
      });
      return simulated.ok ? { ok: true, value: reportSimulation(simulated.value, limit) } : simulated;
    });
  },
  views: {
    human: renderSimulation,
    json: ({ from, until, told, untold, ...rest }) => ({
      kind: "simulation",
      ...rest,
      from: timestamp(from),
      until: timestamp(until),
      events: told.map(({ at, nominal, ...event }) => ({
        ...event,
        at: timestamp(at),
        nominal: timestamp(nominal),
      })),
      untold,
    }),
  },
});
