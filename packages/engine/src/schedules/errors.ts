import { type Address, MlxError, timestamp } from "@mlx/core";

/** `known`: of an experiment that was applied it is known that it has none. */
export function noSchedule(
  text: string,
  known: "applied" | "unknown",
  similar: readonly Address<"experiment">[],
): MlxError {
  return new MlxError({
    code: "MLX3040",
    summary: known === "applied" ? `${text} has no schedule` : `there is no schedule "${text}"`,
    detail:
      known === "applied"
        ? "It runs when it is told to: its experiment declares no `schedule`."
        : "A schedule is named as its experiment is, once that was applied.",
    next: [
      ...similar.map((address) => `did you mean ${address}?`),
      ...(known === "applied"
        ? []
        : ["`mlx apply` takes over what stands in the files and was not applied yet"]),
      "`mlx schedules` lists them",
    ],
  });
}

export function backfillEmpty(
  experiment: Address<"experiment">,
  { from, until, now }: { readonly from: number; readonly until: number; readonly now: number },
): MlxError {
  const range = `from ${timestamp(from)} to ${timestamp(until)}`;
  return new MlxError({
    code: "MLX3041",
    summary: `${experiment} has no time ${range} that could be backfilled`,
    detail:
      from > until
        ? "The range ends before it begins."
        : from > now
          ? "The range lies in the future, and its runs will be made when their time comes."
          : "Its schedule does not fire in this range.",
    next: [`\`mlx schedules next ${experiment}\` shows when it fires`],
  });
}

export function backfillTooLarge(experiment: Address<"experiment">, most: number): MlxError {
  return new MlxError({
    code: "MLX3042",
    summary: `the range holds more than ${most.toLocaleString("en-US")} times of ${experiment}`,
    detail: "No run was made.",
    next: ["take a shorter range, and the rest after it"],
  });
}

export function policyForbids(
  experiment: Address<"experiment">,
  { holder = "", isFull }: { readonly holder?: string; readonly isFull: boolean },
): MlxError {
  const id = holder.slice(0, 8);
  return new MlxError({
    code: "MLX3043",
    category: "blocked",
    summary: isFull
      ? `run ${id} of ${experiment} has not ended, and as many runs as its schedule lets wait do`
      : `run ${id} of ${experiment} is under way, and its schedule allows one at a time`,
    detail: "The policy was asked for with `--respect-policy`. No run was made.",
    next: [`\`mlx logs -f ${id}\` watches it`, "leave `--respect-policy` out to run beside it"],
  });
}
