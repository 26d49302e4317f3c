/** An instance as the API has it: an mlInstance. */
import type { Project } from "@mlx/app";
import { type AppliedResource, nameOf } from "@mlx/core";
import type { View } from "../listing/list-views.ts";
import { commonProperties } from "../listing/properties.ts";
import { indexResources } from "../wire/index-resources.ts";
import { commonFields, itemView } from "../wire/item-view.ts";
import { rememberViews } from "../wire/remember-views.ts";
import { writeTasks } from "../wire/tasks.ts";

export const instancesPath = "/data/sensei/mlInstances";

export const instanceProperties = { ...commonProperties, engineId: "text", tasks: "any" } as const;

export async function viewInstances(
  project: Project,
  instances: readonly AppliedResource<"instance">[],
): Promise<readonly View[]> {
  const { recipes, datasets } = await indexResources(project);
  return instances.map((instance) => {
    const inputs = Object.values(instance.spec.tasks).flatMap((task) => Object.values(task.inputs));
    return remembered(instance, {
      // Of one that was deleted with its engine only its client's own words tell.
      engineId: recipes.get(instance.spec.recipe)?.id ?? textOf(instance.wire?.body.engineId),
      ...Object.fromEntries(inputs.map((dataset) => [dataset, datasets.get(dataset)?.id] as const)),
    });
  });
}

export async function viewInstance(project: Project, instance: AppliedResource<"instance">): Promise<View> {
  const [view] = await viewInstances(project, [instance]);
  return view ?? instanceView(instance, { engineId: undefined });
}

const remembered = rememberViews(instanceView);

function instanceView(
  instance: AppliedResource<"instance">,
  {
    engineId,
    ...datasets
  }: { readonly engineId: string | undefined; readonly [dataset: string]: string | undefined },
): View {
  return itemView(instance, {
    path: `${instancesPath}/${instance.id}`,
    onlyInItem: ["tasks"],
    said: {
      name: nameOf(instance.address),
      ...commonFields(instance),
      tasks: writeTasks(instance.spec.tasks, (dataset) => datasets[dataset]),
    },
    computed: engineId === undefined ? {} : { engineId },
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
