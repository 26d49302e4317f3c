import { type Diagnostic, MlxError } from "@mlx/core";

/** The code is that of the first finding. */
export function searchNotUnderstood(diagnostics: readonly Diagnostic[]): MlxError {
  const code = diagnostics[0]?.code ?? "MLX2101";
  return new MlxError({
    code,
    summary: "the search was not understood, and nothing was searched",
    diagnostics,
    next: [`\`mlx explain ${code}\``],
  });
}
