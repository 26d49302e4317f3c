import { InternalError, type Result, type SecretRef } from "@mlx/core";
import type { Project } from "../../project.ts";

/** Encrypts a value (AES-256-GCM) under the installation's key: only this store's mlx reads it again. */
export function sealSecret(_project: Project, _text: string): Promise<Result<SecretRef>> {
  throw new InternalError("not built yet");
}
