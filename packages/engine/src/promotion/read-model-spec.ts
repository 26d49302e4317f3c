import { isAddress, type ModelSpec, type Store } from "@mlx/core";

/** What is declared of a model, as it is applied; `undefined` where nothing is. */
export async function readModelSpec(
  model: string,
  { resources }: Pick<Store, "resources">,
): Promise<ModelSpec | undefined> {
  const address = `model/${model}`;
  if (!isAddress(address, "model")) return undefined;
  const resource = await resources.get(address);
  return resource?.kind === "model" && resource.spec.enabled ? resource.spec : undefined;
}

/** The alias that the policy of a model is about, or its pin. */
export function aliasOf(spec: ModelSpec | undefined): string {
  return spec?.promotion?.alias ?? "champion";
}
