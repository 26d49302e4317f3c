/** Promotion policies against what else is declared: slips of the pen that would leave them without effect. */
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import { type Declared, placeIn } from "../resolve/declarations.ts";
import type { DesiredWithPlace } from "./check-published.ts";

interface Surroundings {
  /** Names of those that are declared. */
  readonly instances: Iterable<string>;
  readonly suggest: Suggest;
  readonly problems: Problems;
}

/** Models are also trained elsewhere, and aliases given by hand: so these are warnings. */
export function checkPolicies(
  models: readonly DesiredWithPlace<"model">[],
  { instances, suggest, problems }: Surroundings,
): void {
  const trained = new Set(models.length === 0 ? [] : instances);
  /** All resources of one declaration share its mistakes. */
  const told = new Set<Declared>();
  for (const { desired, declared } of models) {
    if (told.has(declared)) continue;
    told.add(declared);
    const { name, layers } = declared;
    const meant = trained.has(name) ? undefined : suggest(name, trained);
    if (meant !== undefined)
      problems.warning(
        configCode.badPolicy,
        placeIn(layers, [], "key"),
        `There is no instance \`${name}\` that trains this model.`,
        { detail: `${meant} A model that is trained elsewhere needs none.` },
      );
    const { alias, from, gates = [] } = desired.spec.promotion ?? {};
    const own = [alias, from].filter((known) => known !== undefined);
    for (const [index, gate] of gates.entries()) {
      if (gate.type !== "beats" || own.includes(gate.alias)) continue;
      const other = suggest(gate.alias, own);
      problems.warning(
        configCode.badPolicy,
        placeIn(layers, ["promotion", "gates", String(index), "beats"]),
        `No policy gives the alias \`${gate.alias}\`, and the gate fails while no version bears it.`,
        {
          detail:
            other ??
            `The policy gives \`${alias}\`. \`mlx models promote ${name}@VERSION --alias ${gate.alias}\` gives it by hand.`,
        },
      );
    }
  }
}
