import { type Result, toResult } from "@mlx/core";
import { type CardFacts, findModel, type ModelCard, makeModelCard } from "@mlx/models";
import type { Project } from "../project.ts";
import { readShownModel } from "./show-model.ts";

/** So many of each kind of record are told. */
const told = 100;

/** The document about a version, made of what is recorded. Failures: 7001 to 7003, 7006, 7008, 7009. */
export function modelCard(project: Project, { ref }: { readonly ref: string }): Promise<Result<ModelCard>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { models, runs } = adapters.store;
    const version = await findModel(models, ref, "show");
    const { model, version: number, origin } = version;
    const { aliases, files } = await readShownModel(version, adapters);
    const run = origin.type === "run" ? await runs.record(origin.runId) : undefined;
    const evaluations = await models.evaluations({ model, version: number }, { limit: told });
    const moves = await models.aliasMoves({ model }, { limit: told });
    const asked = [...new Set(evaluations.map(({ policy }) => policy.alias))];
    const approvals = await Promise.all(asked.map((alias) => models.approvals(model, number, alias)));
    const facts: CardFacts = {
      ...{ version, aliases, evaluations, files },
      ...(run === undefined ? {} : { run }),
      approvals: approvals.flat(),
      moves: moves.filter(({ from, to }) => from === number || to === number),
    };
    return makeModelCard(facts);
  });
}
