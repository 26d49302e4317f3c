import { MlxError } from "@mlx/core";
import { findRscript } from "./find-rscript.ts";

export interface RCheck {
  readonly name: "R";
  /** What is absent is no problem before a recipe needs it. */
  readonly outcome: "ok" | "warning";
  readonly detail: string;
  readonly remedy?: string;
}

/** Whether recipes of type R can be run here as processes. */
export async function checkR(
  processEnv: Readonly<Record<string, string | undefined>>,
): Promise<readonly RCheck[]> {
  try {
    const { version } = await findRscript("recipes", processEnv.PATH ?? "");
    return [{ name: "R", outcome: "ok", detail: version }];
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    const [remedy] = error.next;
    return [
      {
        name: "R",
        outcome: "warning",
        detail: "there is no Rscript; only recipes of type R need it",
        ...(remedy === undefined ? {} : { remedy }),
      },
    ];
  }
}
