import { type Declaration, freeName } from "@mlx/app";
import { digestOf } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import { unwrap } from "../../http/unwrap.ts";

export interface ResultsDataset {
  /** Relative to the project. */
  readonly folder: string;
  readonly declaration: Declaration;
}

/**
 * A dataset for what an instance scores, where its client names none. Folders are shared by all namespaces of a
 * project, so those of a tenant lie apart.
 */
export async function resultsDataset(
  { admission: { project, tenant } }: Pick<FastifyRequest, "admission">,
  instance: string,
): Promise<ResultsDataset> {
  const name = unwrap(await freeName(project, "dataset", `${instance}-results`));
  const apart = tenant === undefined ? "" : `${digestOf(tenant.namespace).slice(7, 19)}/`;
  const folder = `results/${apart}${name}`;
  return {
    folder: `./${folder}`,
    declaration: { kind: "dataset", name, value: { path: `./${folder}`, format: "csv" } },
  };
}
