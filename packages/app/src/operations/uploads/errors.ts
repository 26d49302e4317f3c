import { MlxError } from "@mlx/core";

export function uploadTooLarge(name: string, maxBytes: number): MlxError {
  return new MlxError({
    code: "MLX8048",
    summary: `${name} is larger than ${maxBytes.toLocaleString("en")} bytes`,
    detail: "Nothing of it was kept.",
    next: ["leave out what is not needed", "`server: { maxUploadInMB: … }` in mlx.yaml allows more"],
  });
}

/** `why` completes the sentence "NAME cannot be used as a recipe: …". */
export function uploadUnusable(
  name: string,
  why: string,
  next: readonly string[],
  cause?: unknown,
): MlxError {
  return new MlxError({
    code: "MLX8049",
    summary: `${name} cannot be used as a recipe: ${why}`,
    detail: "Nothing of it was kept.",
    next,
    cause,
  });
}
