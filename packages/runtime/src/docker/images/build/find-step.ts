import type { Dockerfile, Instruction, Stage } from "./parse-dockerfile.ts";

/** The instruction that a step of BuildKit's (`[builder 2/4] RUN make`) is; `undefined` for steps of its own. */
export function findStep({ stages }: Dockerfile, step: string): Instruction | undefined {
  const [, where = "", number] = /^\[(.*?)(\d+)\/\d+\] /.exec(step) ?? [];
  if (number === undefined) return undefined;
  const name = where.trim().split(/\s+/).at(-1)?.toLowerCase() ?? "";
  const stage = findStage(stages, name);
  return stage && countedSteps(stages, stage)[Number(number) - 1];
}

/** The instruction that a step of the classic builder's (`Step 2/4 : RUN make`) is. */
export function findClassicStep({ instructions }: Dockerfile, step: string): Instruction | undefined {
  const [, number] = /^Step (\d+)\/\d+ : /.exec(step) ?? [];
  return number === undefined ? undefined : instructions[Number(number) - 1];
}

function findStage(stages: readonly Stage[], name: string): Stage | undefined {
  const named = stages.find((stage) => stage.name === name);
  if (named !== undefined) return named;
  const [, index] = /^stage-(\d+)$/.exec(name) ?? [];
  return index === undefined ? stages.at(-1) : stages[Number(index)];
}

/** BuildKit counts what makes a layer, and the FROM of an image that is not another stage. */
function countedSteps(stages: readonly Stage[], stage: Stage): readonly Instruction[] {
  const base = stage.base.toLowerCase();
  const earlier = stages.slice(0, stages.indexOf(stage));
  const fetched = base !== "scratch" && !earlier.some(({ name }) => name === base);
  const layers = stage.instructions.filter(({ keyword }) =>
    ["ADD", "COPY", "RUN", "WORKDIR"].includes(keyword),
  );
  return fetched ? [stage.from, ...layers] : layers;
}
