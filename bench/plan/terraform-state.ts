import { randomUUID } from "node:crypto";
import type { SampleProject, SampleResource } from "./sample-project.ts";

/**
 * The state file that `terraform apply` would leave behind for the project (format version 4). The
 * apply itself writes the whole state again after each resource: 31 CPU s for 1,000 resources with
 * Terraform 1.11, and a hundred times that for 10,000.
 */
export function terraformState({ resources }: SampleProject): string {
  const ids = new Map(resources.map(({ name }) => [name, randomUUID()]));
  return JSON.stringify({
    version: 4,
    terraform_version: "1.0.0",
    serial: 1,
    lineage: randomUUID(),
    outputs: {},
    resources: resources.map((resource) => {
      const input = inputOf(resource, (name) => ids.get(name) ?? "");
      const attributes = { id: ids.get(resource.name), input, output: input, triggers_replace: null };
      return {
        mode: "managed",
        type: "terraform_data",
        name: resource.name,
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [
          { schema_version: 0, attributes, sensitive_attributes: [], dependencies: dependenciesOf(resource) },
        ],
      };
    }),
    check_results: null,
  });
}

/** A dynamic value is stored with its type. Fields and values are those of `terraformFiles`. */
function inputOf(resource: SampleResource, idOf: (name: string) => string) {
  switch (resource.kind) {
    case "dataset":
      return {
        value: {
          description: "Weekly sales per store",
          path: `./data/${resource.name}.csv`,
          timestampColumn: "date",
          timestampFormat: "%m/%d/%y",
        },
        type: [
          "object",
          { description: "string", path: "string", timestampColumn: "string", timestampFormat: "string" },
        ],
      };
    case "recipe":
      return {
        value: {
          type: "Python",
          algorithm: "Regression",
          source: "./recipe",
          defaults: { train: { learning_rate: 0.1, n_estimators: 100, max_depth: 3 } },
        },
        type: [
          "object",
          {
            type: "string",
            algorithm: "string",
            source: "string",
            defaults: [
              "object",
              { train: ["object", { learning_rate: "number", n_estimators: "number", max_depth: "number" }] },
            ],
          },
        ],
      };
    case "instance":
      return {
        value: {
          recipe: idOf(resource.recipe),
          tags: { team: "retail" },
          parameters: { n_estimators: 200 },
          inputs: { train: idOf(resource.dataset) },
        },
        type: [
          "object",
          {
            recipe: "string",
            tags: ["object", { team: "string" }],
            parameters: ["object", { n_estimators: "number" }],
            inputs: ["object", { train: "string" }],
          },
        ],
      };
    case "experiment":
      return {
        value: {
          description: "Trains every night",
          instance: idOf(resource.instance),
          task: "train",
          parameters: { max_depth: resource.depth },
          timeout: "2h",
        },
        type: [
          "object",
          {
            description: "string",
            instance: "string",
            task: "string",
            parameters: ["object", { max_depth: "number" }],
            timeout: "string",
          },
        ],
      };
  }
}

function dependenciesOf(resource: SampleResource): readonly string[] {
  const address = (name: string) => `terraform_data.${name}`;
  switch (resource.kind) {
    case "dataset":
    case "recipe":
      return [];
    case "instance":
      return [address(resource.recipe), address(resource.dataset)];
    case "experiment": {
      const number = resource.instance.slice(resource.instance.indexOf("-"));
      return [address(`forecast${number}`), address(resource.instance), address(`sales${number}`)];
    }
  }
}
