/** Datasets as clients name them: by id, name or address. */
import { findDataset, type Project } from "@mlx/app";
import type { AppliedResource } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue, unknownReference } from "../errors.ts";

type Dataset = AppliedResource<"dataset">;

/** A urn ends with the id. Failure: 8541. */
export async function requireDataset(project: Project, text: string, field: string): Promise<Dataset> {
  const found = unwrap(await findDataset(project, text)) ?? (await findByUrn(project, text));
  if (found === undefined)
    throw unknownReference(
      field,
      "dataset",
      text,
      "GET /api/v1/datasets lists those that there are; a new one is declared in mlx.yaml, then `mlx apply`.",
    );
  return found;
}

async function findByUrn(project: Project, text: string): Promise<Dataset | undefined> {
  const last = text.split(":").at(-1);
  if (last === undefined || last === text || last === "") return undefined;
  return unwrap(await findDataset(project, last));
}

/** The folder of a dataset that takes what runs write: a new batch for each. Failure: 8541. */
export function outputFolder({ address, spec: { path } }: Dataset, field: string): string {
  if (!/[*?[\]{}]/.test(path) && !/\.(csv|tsv|parquet|jsonl|json)(\.gz)?$/i.test(path)) return path;
  throw invalidValue(
    field,
    `${address} is made of files (${path}), and results are written to a folder`,
    "Name a dataset whose path is a folder.",
  );
}
