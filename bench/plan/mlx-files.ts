import { type SampleProject, type SampleResource, splitResources } from "./sample-project.ts";

/**
 * The files of the project in mlx's language, by path. All recipes share one source folder, and each
 * dataset has a small file of its own, so content is really hashed, but little of it.
 */
export function mlxFiles(project: SampleProject, files: number): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const parts = splitResources(project, files);
  if (files === 1) {
    texts.set("mlx.yaml", `project: bench\n${parts.map(toYaml).join("")}`);
  } else {
    texts.set("mlx.yaml", "project: bench\n");
    for (const [index, part] of parts.entries()) {
      texts.set(`part-${String(index).padStart(3, "0")}.mlx.yaml`, toYaml(part));
    }
  }
  texts.set("recipe/train.py", 'print("nothing to train")\n');
  texts.set("recipe/requirements.txt", "scikit-learn==1.7.2\n");
  for (const { kind, name } of project.resources) {
    if (kind === "dataset") texts.set(`data/${name}.csv`, `date,store,sales\n2/5/10,1,${name.length}\n`);
  }
  return texts;
}

function toYaml(resources: readonly SampleResource[]): string {
  const sections: readonly [string, SampleResource["kind"]][] = [
    ["datasets", "dataset"],
    ["recipes", "recipe"],
    ["instances", "instance"],
    ["experiments", "experiment"],
  ];
  return sections
    .map(([section, kind]) => {
      const entries = resources.filter((resource) => resource.kind === kind).map(toEntry);
      return entries.length === 0 ? "" : `${section}:\n${entries.join("")}`;
    })
    .join("");
}

function toEntry(resource: SampleResource): string {
  const { name } = resource;
  switch (resource.kind) {
    case "dataset":
      return `  ${name}:
    description: Weekly sales per store
    path: ./data/${name}.csv
    timestampColumn: date
    timestampFormat: "%m/%d/%y"
`;
    case "recipe":
      return `  ${name}:
    type: Python
    algorithm: Regression
    source: ./recipe
    defaults:
      train: { learning_rate: 0.1, n_estimators: 100, max_depth: 3 }
`;
    case "instance":
      return `  ${name}:
    recipe: ${resource.recipe}
    tags: { team: retail }
    tasks:
      train:
        parameters: { n_estimators: 200 }
        inputs: { train: ${resource.dataset} }
`;
    case "experiment":
      return `  ${name}:
    description: Trains every night
    instance: ${resource.instance}
    task: train
    parameters: { max_depth: ${resource.depth} }
    timeout: 2h
`;
  }
}
