import { clientFolder, type Declaration, freeName } from "@mlx/app";
import type { FastifyRequest } from "fastify";
import { unwrap } from "../../http/unwrap.ts";

export interface ResultsDataset {
  /** Relative to the project. */
  readonly folder: string;
  readonly declaration: Declaration;
}

/** A dataset for what an instance scores, where its client names none. */
export async function resultsDataset(
  { admission: { project } }: Pick<FastifyRequest, "admission">,
  instance: string,
): Promise<ResultsDataset> {
  const name = unwrap(await freeName(project, "dataset", `${instance}-results`));
  const folder = [clientFolder(project) ?? ".", "results", name].join("/");
  return {
    folder,
    declaration: { kind: "dataset", name, value: { path: folder, format: "csv" } },
  };
}
