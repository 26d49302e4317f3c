import { assertNever, type Diagnostic, MlxError, type PlanBlock } from "@mlx/core";

export function planStale(what: string): MlxError {
  return new MlxError({
    code: "MLX3001",
    category: "plan-stale",
    summary: `the plan is stale: ${what}`,
    detail: "A plan is applied exactly as it was shown, or not at all. Nothing was changed.",
    next: ["`mlx plan` makes a new one"],
  });
}

export function planBlocked(blocks: readonly PlanBlock[]): MlxError {
  return new MlxError({
    code: "MLX3002",
    category: "blocked",
    summary: `the plan is blocked: ${blocks.map(({ message }) => message).join("; ")}`,
    detail: "Nothing was changed.",
    next: [...new Set(blocks.map(wayOutOf))],
  });
}

function wayOutOf({ type }: PlanBlock): string {
  switch (type) {
    case "mass-delete":
      return "add `--allow-mass-delete` if that is what you want";
    case "protected":
      return "set `lifecycle: { protect: false }` and apply, then delete it";
    case "start-time":
      return "write the startTime as it was; or publish the service under another name, or remove its schedule, apply, and add it again";
    case "in-use":
      return "keep in the files what is in use, or bring what uses it under them with `mlx import`, or delete that through the API first";
    case "pin":
      return "pin a version that is READY: `mlx models list` shows them";
    default:
      return assertNever(type);
  }
}

export function resourcesInvalid(diagnostics: readonly Diagnostic[]): MlxError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return new MlxError({
    code: errors[0]?.code ?? "MLX3003",
    category: "configuration-invalid",
    summary: `${errors.length} ${errors.length === 1 ? "resource" : "resources"} cannot be prepared`,
    detail: "Nothing was changed.",
    diagnostics,
  });
}

export function imageNotUsed(image: string, known: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX3022",
    summary: `no recipe runs in the image ${image}`,
    detail: known.length === 0 ? "No recipe runs in an image." : `Recipes run in ${known.join(", ")}.`,
    next: ["name one as the configuration has it, or none for all of them"],
  });
}

export function imagesNotFound(diagnostics: readonly Diagnostic[]): MlxError {
  return new MlxError({
    code: diagnostics[0]?.code ?? "MLX4032",
    summary: `${diagnostics.length} images cannot be looked up`,
    detail: "Nothing was changed.",
    diagnostics,
  });
}
