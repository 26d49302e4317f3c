import { type SampleProject, type SampleResource, splitResources } from "./sample-project.ts";

/** The same project as `terraform_data` blocks, with the same fields, references and files. */
export function terraformFiles(project: SampleProject, files: number): ReadonlyMap<string, string> {
  return new Map(
    splitResources(project, files).map((part, index) => [
      `part-${String(index).padStart(3, "0")}.tf`,
      part.map(toBlock).join("\n"),
    ]),
  );
}

function toBlock(resource: SampleResource): string {
  const fields = fieldsOf(resource).map(([name, value]) => `    ${name} = ${value}\n`);
  return `resource "terraform_data" "${resource.name}" {\n  input = {\n${fields.join("")}  }\n}\n`;
}

function fieldsOf(resource: SampleResource): readonly (readonly [string, string])[] {
  switch (resource.kind) {
    case "dataset":
      return [
        ["description", '"Weekly sales per store"'],
        ["path", `"./data/${resource.name}.csv"`],
        ["timestampColumn", '"date"'],
        ["timestampFormat", '"%m/%d/%y"'],
      ];
    case "recipe":
      return [
        ["type", '"Python"'],
        ["algorithm", '"Regression"'],
        ["source", '"./recipe"'],
        ["defaults", "{ train = { learning_rate = 0.1, n_estimators = 100, max_depth = 3 } }"],
      ];
    case "instance":
      return [
        ["recipe", `terraform_data.${resource.recipe}.id`],
        ["tags", '{ team = "retail" }'],
        ["parameters", "{ n_estimators = 200 }"],
        ["inputs", `{ train = terraform_data.${resource.dataset}.id }`],
      ];
    case "experiment":
      return [
        ["description", '"Trains every night"'],
        ["instance", `terraform_data.${resource.instance}.id`],
        ["task", '"train"'],
        ["parameters", `{ max_depth = ${resource.depth} }`],
        ["timeout", '"2h"'],
      ];
  }
}
