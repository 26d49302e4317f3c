import { type AppliedResource, type ModelVersion, nameOf, type Store } from "@mlx/core";
import { resolveSelector } from "../resolve-selector.ts";

export interface ServiceNow {
  readonly service: AppliedResource<"service">;
  /** The version that it means now; absent while there is none. */
  readonly version?: ModelVersion;
}

/** The applied services, each with what its selector means now. */
export async function readServices({ resources, models }: Store): Promise<readonly ServiceNow[]> {
  const services = (await resources.list("service")).filter((resource) => resource.kind === "service");
  return Promise.all(
    services.map(async (service) => {
      const { instance, model } = service.spec;
      const version = await resolveSelector(models, nameOf(instance), model);
      return { service, ...(version === undefined ? {} : { version }) };
    }),
  );
}
