import { type Project, unpackRecipe } from "@mlx/app";
import type { JsonObject } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue } from "../errors.ts";
import { type Parts, withParts } from "../read-parts.ts";
import { readObject } from "../wire/read-fields.ts";
import { type EngineProgram, readEngineType } from "./read-engine.ts";

/** Where the program of an engine may come from: the first is for all tasks. */
export const programParts = [
  "defaultArtifact",
  "preprocessOverrideArtifact",
  "featurePipelineOverrideArtifact",
  "trainOverrideArtifact",
  "batchScoreOverrideArtifact",
  "validateOverrideArtifact",
  "evaluateOverrideArtifact",
  "publishOverrideArtifact",
] as const;

/** Reads the body; what was uploaded is unpacked first. */
export async function withEngine<T>(
  request: FastifyRequest,
  project: Project,
  use: (document: JsonObject, program: EngineProgram | undefined) => Promise<T>,
): Promise<T> {
  const { settings } = await project.configuration();
  const wanted = { document: "engine", files: programParts, maxBytes: settings.server.maxUploadBytes };
  return withParts(request, project, wanted, async (parts) => {
    const document = readObject(parts.document, "engine");
    return use(document, await unpackProgram(project, document, parts));
  });
}

/** A recipe has one source for all of its tasks: what is sent for several has to be the same. */
async function unpackProgram(
  project: Project,
  document: JsonObject,
  { files }: Parts,
): Promise<EngineProgram | undefined> {
  const type = readEngineType(document);
  let first: { readonly part: string; readonly program: EngineProgram } | undefined;
  for (const part of programParts) {
    const upload = files.get(part);
    if (upload === undefined) continue;
    const program = { ...unwrap(await unpackRecipe(project, upload, { type })), name: upload.name };
    first ??= { part, program };
    if (program.source !== first.program.source)
      throw invalidValue(
        part,
        `it is another program than ${first.part}, and an engine has one for all of its tasks`,
        "Send all programs in one artifact as defaultArtifact: train.py, score.py and so on beside each other.",
      );
  }
  return first?.program;
}
