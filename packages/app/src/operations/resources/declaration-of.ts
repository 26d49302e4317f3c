import { toDeclaration } from "@mlx/config";
import { type AppliedResource, type JsonObject, type Result, toResult } from "@mlx/core";
import type { Project } from "../../project.ts";

/** What a file in the project's folder would say of the resource; a service's experiments are sections of it. */
export function declarationOf(project: Project, resource: AppliedResource): Promise<Result<JsonObject>> {
  return toResult(async () => {
    const { settings } = await project.configuration();
    const { store } = await project.adapters();
    const own =
      resource.kind === "service"
        ? await store.resources.getMany(
            [resource.spec.training, resource.spec.scoring].filter((address) => address !== undefined),
          )
        : [];
    return toDeclaration(
      resource,
      { folder: "", defaultExecutor: settings.executor ?? "process" },
      (address) => {
        const found = own.find((experiment) => experiment.address === address);
        return found?.kind === "experiment" ? found.spec : undefined;
      },
    );
  });
}
