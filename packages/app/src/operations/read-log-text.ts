import { InternalError, type Result } from "@mlx/core";
import type { Project } from "../project.ts";

export interface LogTextRequest {
  /** UUID. */
  readonly run: string;
  /** `execution`: what mlx itself says of the run, from its events. */
  readonly stream: "stdout" | "stderr" | "execution";
  /** The newest unless named. */
  readonly attempt?: number;
  /** Bytes of text to leave out at the beginning. */
  readonly offset?: number;
}

/** The text of one stream so far, as it grows by appending. It is empty where there is no log yet. */
export function readLogText(
  _project: Project,
  _request: LogTextRequest,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  throw new InternalError("not built yet");
}
