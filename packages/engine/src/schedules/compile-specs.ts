import type { ScheduleSpec } from "@mlx/core";
import { type CompiledSchedule, compileSchedule } from "@mlx/schedule";

const mostCompiled = 10_000;

/** Compiles schedules, equal ones once. */
export function createCompiler(): (spec: ScheduleSpec) => CompiledSchedule {
  const compiled = new Map<string, CompiledSchedule>();
  return (spec) => {
    const key = JSON.stringify(spec);
    const known = compiled.get(key);
    if (known !== undefined) return known;
    if (compiled.size >= mostCompiled) compiled.clear();
    const made = compileSchedule(spec);
    compiled.set(key, made);
    return made;
  };
}
