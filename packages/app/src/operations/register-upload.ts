import { randomUUID } from "node:crypto";
import { mkdir, realpath, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ModelVersion, type Result, timestamp, toResult } from "@mlx/core";
import { noModelThere } from "../errors.ts";
import type { Project } from "../project.ts";
import { settleRegistry } from "./settle-policies.ts";
import type { Upload } from "./uploads/receive-upload.ts";

export interface RegisterRequest {
  /** A name of the language. */
  readonly model: string;
  readonly upload: Upload;
  readonly source?: string;
  readonly description?: string;
  readonly tags: { readonly [name: string]: string };
}

const limits = { maxFiles: 1, maxBytes: 100 * 2 ** 30 };

/**
 * The next version of a model from a file that a client sent, which is kept as it is, an archive too. Failures: 6001,
 * 6003, 6006, 8025.
 */
export function registerUpload(project: Project, request: RegisterRequest): Promise<Result<ModelVersion>> {
  return toResult(async () => {
    const { model, upload, source, description, tags } = request;
    if (upload.bytes === 0) throw noModelThere(upload.name, "is an empty file", "send the model's file");
    const { store, artifacts, ids, clock, actor } = await project.adapters();
    const folder = join(dirname(upload.path), randomUUID());
    await mkdir(folder);
    try {
      // Moved, not copied: it may be large.
      await rename(upload.path, join(folder, upload.name));
      const artifact = await artifacts.publish(await realpath(folder), limits);
      const version = await store.models.add(
        {
          ...{ id: ids.uuid(), model, artifact, metrics: {}, tags },
          origin: { type: "external", actor, ...(source === undefined ? {} : { source }) },
          ...(description === undefined ? {} : { description }),
        },
        timestamp(clock.now()),
      );
      await settleRegistry(project);
      return version;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
