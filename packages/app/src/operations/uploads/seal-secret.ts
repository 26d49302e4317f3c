import { randomBytes } from "node:crypto";
import { type Result, type SecretRef, toResult } from "@mlx/core";
import type { Project } from "../../project.ts";
import { seal } from "../../sealed-secrets.ts";

/** Encrypts a value (AES-256-GCM) under the installation's key: only this store's mlx reads it again. */
export function sealSecret(project: Project, text: string): Promise<Result<SecretRef>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const { key } = await store.installation();
    return { secret: { sealed: seal(text, key, randomBytes(12)) } };
  });
}
