/** A recipe as the API has it: an engine. */
import type { AppliedResource, JsonObject, RecipeSpec } from "@mlx/core";
import { nameOf } from "@mlx/core";
import type { View } from "../listing/list-views.ts";
import { commonProperties } from "../listing/properties.ts";
import { commonFields, itemView } from "../wire/item-view.ts";
import { writeParameters } from "../wire/parameters.ts";
import { rememberViews } from "../wire/remember-views.ts";

export const enginesPath = "/data/sensei/engines";

export const engineProperties = {
  ...commonProperties,
  type: "text",
  algorithm: "text",
  mlLibrary: "text",
  language: "text",
  documentationUrl: "text",
  iconUrl: "text",
  gitRepo: "text",
  artifacts: "any",
} as const;

const remembered = rememberViews(engineView);

export function viewEngine(resource: AppliedResource<"recipe">): View {
  return remembered(resource, {});
}

function engineView(resource: AppliedResource<"recipe">): View {
  const { spec, address, id } = resource;
  return itemView(resource, {
    path: `${enginesPath}/${id}`,
    onlyInItem: ["artifacts"],
    said: {
      name: nameOf(address),
      ...commonFields(resource),
      type: spec.type,
      algorithm: spec.algorithm,
      artifacts: { default: artifactOf(spec) },
    },
    // Whatever case it was written in.
    computed: { type: spec.type },
  });
}

function artifactOf(spec: RecipeSpec): JsonObject {
  const configs = Object.entries(spec.defaults).map(([name, parameters]) => ({
    name,
    parameters: writeParameters(parameters),
  }));
  return {
    image: {
      location: locationOf(spec),
      name: "",
      executionType: spec.type,
      packagingType: "source" in spec.origin ? "egg" : "docker",
    },
    ...(configs.length === 0 ? {} : { defaultMLInstanceConfigs: configs }),
  };
}

/** Of what lies with the project: its folder, by which it is known again when it is sent back. */
export function locationOf({ origin }: RecipeSpec): string {
  if ("image" in origin) return origin.image;
  return `mlx://${"source" in origin ? origin.source : origin.build.context}`;
}
