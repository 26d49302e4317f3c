import type { Benchmark, BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { measurePromote } from "./measure-promote.ts";
import { measurePublish } from "./measure-publish.ts";
import { measureSearch } from "./measure-search.ts";
import { measureWindow } from "./measure-window.ts";

/** What a part of the benchmark found. */
export interface RegistryFigures {
  readonly comparisons: readonly Comparison[];
  readonly goals: readonly Goal[];
}

/** In this order, each by itself. */
const parts: readonly ((options: BenchmarkOptions) => Promise<RegistryFigures>)[] = [
  measureSearch,
  measurePromote,
  measurePublish,
  measureWindow,
];

export const registryBenchmark: Benchmark = {
  name: "registry",
  summary: "searches over 100,000 runs, and the registry of models",
  run: async (options) => {
    const found: RegistryFigures[] = [];
    for (const part of parts) found.push(await part(options));
    return {
      measurements: [],
      comparisons: found.flatMap(({ comparisons }) => comparisons),
      goals: found.flatMap(({ goals }) => goals),
    };
  },
};
