import { MlxError } from "@mlx/core";

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
