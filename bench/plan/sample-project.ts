/**
 * The project that the plan benchmark measures: a quarter each of datasets, recipes, instances and
 * experiments, whose references go two deep: dataset and recipe ← instance ← experiment. The texts
 * of both languages, mlx's and terraform's, are made from it.
 */
export interface SampleProject {
  readonly resources: readonly SampleResource[];
}

export type SampleResource =
  | { readonly kind: "dataset"; readonly name: string }
  | { readonly kind: "recipe"; readonly name: string }
  | { readonly kind: "instance"; readonly name: string; readonly dataset: string; readonly recipe: string }
  | {
      readonly kind: "experiment";
      readonly name: string;
      readonly instance: string;
      readonly depth: number;
    };

const kinds = ["dataset", "recipe", "instance", "experiment"] as const;

/** With exactly `size` resources; in a changed one, 1 % of them (all experiments) have another parameter. */
export function sampleProject(size: number, { changed }: { readonly changed: boolean }): SampleProject {
  const resources: SampleResource[] = [];
  for (let index = 0; index < size; index += 1) {
    const number = String(Math.floor(index / kinds.length)).padStart(5, "0");
    switch (kinds[index % kinds.length] ?? "dataset") {
      case "dataset":
        resources.push({ kind: "dataset", name: `sales-${number}` });
        break;
      case "recipe":
        resources.push({ kind: "recipe", name: `forecast-${number}` });
        break;
      case "instance":
        resources.push({
          kind: "instance",
          name: `region-${number}`,
          dataset: `sales-${number}`,
          recipe: `forecast-${number}`,
        });
        break;
      case "experiment":
        resources.push({
          kind: "experiment",
          name: `train-${number}`,
          instance: `region-${number}`,
          // Every hundredth resource, so that nearly every file has a change: the worst case.
          depth: changed && index % 100 === 99 ? 4 : 3,
        });
        break;
    }
  }
  return { resources };
}

/** Neighbours together, in at most `files` parts of about the same length. */
export function splitResources(
  { resources }: SampleProject,
  files: number,
): readonly (readonly SampleResource[])[] {
  const length = Math.ceil(resources.length / files);
  const parts: SampleResource[][] = [];
  for (let start = 0; start < resources.length; start += length) {
    parts.push(resources.slice(start, start + length));
  }
  return parts;
}
