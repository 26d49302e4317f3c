import { type Diagnostic, MlxError } from "@mlx/core";
import { inShort } from "../../errors.ts";

export function revisionMoved(
  address: string,
  { expected, actual }: { readonly expected: number; readonly actual: number },
): MlxError {
  const summary =
    expected === 0
      ? `${address} is there already`
      : actual === 0
        ? `${address} is not there any more`
        : `${address} has been changed: it is at revision ${actual}, not at ${expected}`;
  return new MlxError({
    code: "MLX8040",
    category: "plan-stale",
    summary,
    detail: "Nothing was changed.",
    next: ["read it again, and change what it is now"],
  });
}

export function declarationsInvalid(diagnostics: readonly Diagnostic[]): MlxError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const where = first?.path === undefined ? "" : `${first.path.join(".")}: `;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new MlxError({
    code: "MLX8041",
    category: "configuration-invalid",
    summary: `${where}${(first?.summary ?? "what was declared is wrong").replace(/\.$/, "")}${more}`,
    detail: `${first?.detail === undefined ? "" : `${first.detail} `}Nothing was changed.`,
    diagnostics,
  });
}

/** `used`: what would go, and what refers to it. */
export function resourceInUse(used: ReadonlyMap<string, readonly string[]>): MlxError {
  const [[address, by] = ["", []]] = used;
  return new MlxError({
    code: "MLX8046",
    category: "blocked",
    summary: `${address} cannot be deleted: ${inShort(by)} ${by.length === 1 ? "refers" : "refer"} to it`,
    detail: "Nothing was changed.",
    next: [`delete ${inShort(by)} first, or together with it`],
  });
}

/** `why` completes the sentence "ADDRESS cannot be restored: …". */
export function nothingToRestore(address: string, why: string, next: readonly string[] = []): MlxError {
  return new MlxError({
    code: "MLX8047",
    summary: `${address} cannot be restored: ${why}`,
    detail: "Nothing was changed.",
    next: [...next, "`mlx restore` lists what can be"],
  });
}

export function noFileOf(address: string, cause: MlxError): MlxError {
  return new MlxError({
    code: "MLX8047",
    summary: `${address} cannot be restored: its source was collected since`,
    detail: "Nothing was changed.",
    next: ["declare it anew, with its source"],
    cause,
  });
}
