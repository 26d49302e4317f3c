import {
  type Address,
  type AppliedResource,
  assertNever,
  type ExperimentSpec,
  type JsonObject,
} from "@mlx/core";
import type { DeclarationContext } from "./common.ts";
import { declareDataset } from "./dataset.ts";
import { declareExperiment } from "./experiment.ts";
import { declareInstance } from "./instance.ts";
import { declareModel } from "./model.ts";
import { declareRecipe } from "./recipe.ts";
import { declareService } from "./service.ts";

export type Declarable = {
  readonly [K in AppliedResource["kind"]]: Pick<AppliedResource<K>, "address" | "kind" | "spec">;
}[AppliedResource["kind"]];

/**
 * A resource as the language says it, without what holds anyway: what canonical form makes of it is the spec
 * again. Experiments of services are declared by these, which find them by `experimentAt`. Texts are literal:
 * in a file `${` needs `escapeTemplates`; a sealed secret cannot stand in one.
 */
export function toDeclaration(
  resource: Declarable,
  context: DeclarationContext,
  experimentAt: (address: Address<"experiment">) => ExperimentSpec | undefined = () => undefined,
): JsonObject {
  switch (resource.kind) {
    case "dataset":
      return declareDataset(resource.spec, context);
    case "recipe":
      return declareRecipe(resource.spec, context);
    case "instance":
      return declareInstance(resource.spec, context);
    case "experiment":
      return declareExperiment(resource.spec, context);
    case "service": {
      const { training, scoring } = resource.spec;
      const ownSpec = (address: Address<"experiment"> | undefined) => {
        const spec = address === undefined ? undefined : experimentAt(address);
        return spec?.service === resource.address ? spec : undefined;
      };
      const [trained, scored] = [ownSpec(training), ownSpec(scoring)];
      const own = {
        ...(trained === undefined ? {} : { training: trained }),
        ...(scored === undefined ? {} : { scoring: scored }),
      };
      return declareService(resource.spec, own, context);
    }
    case "model":
      return declareModel(resource.spec);
    default:
      return assertNever(resource);
  }
}
