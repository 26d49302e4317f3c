import type { Benchmark } from "../benchmark.ts";
import { measureCreation } from "./measure-creation.ts";
import { measureIdle } from "./measure-idle.ts";
import { measureQueue } from "./measure-queue.ts";
import { measureSimulation } from "./measure-simulation.ts";

export const scheduleBenchmark: Benchmark = {
  name: "schedule",
  summary: "the scheduler, the queue and an idle daemon, beside SQLite and cron-parser (Linux; minutes)",
  run: async (options) => {
    const simulation = await measureSimulation(options);
    const queue = await measureQueue(options);
    const creation = await measureCreation(options);
    const idle = await measureIdle(options);
    return {
      measurements: [],
      comparisons: [creation.comparison, queue.comparison, simulation.comparison],
      goals: [...creation.goals, ...idle, ...simulation.goals, ...queue.goals],
    };
  },
};
