import { MlxError } from "@mlx/core";

/** Does `action`; a store that is busy only means that it is done the next time. */
export async function unlessBusy(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof MlxError && error.code === "MLX5003")) throw error;
  }
}
