import type { Engine } from "../engine/connect-engine.ts";
import type { FoundImage } from "./inspect-image.ts";
import { inspectImage } from "./inspect-image.ts";

/** The label that an image which mlx built is found again by; its value is the build's key. */
export const buildLabel = "mlx.build";

/** Where an image of a recipe is kept: for people, and so that it is not removed as a nameless one. */
export interface BuiltName {
  readonly repository: string;
  readonly tag: string;
}

export function builtName(recipe: string, key: string): BuiltName {
  const plain = recipe.replace(/^recipe\//, "").toLowerCase();
  const name = plain.replace(/[^a-z\d]+/g, "-").replace(/^-+|-+$/g, "");
  return { repository: `mlx/${name === "" ? "recipe" : name}`, tag: key.slice(0, 12) };
}

/** The image with that key, under its name or, built for another recipe, under any. */
export async function findBuiltImage(
  engine: Engine,
  key: string,
  { repository, tag }: BuiltName,
): Promise<FoundImage | undefined> {
  const named = await inspectImage(engine, `${repository}:${tag}`);
  if (named?.labels[buildLabel] === key) return named;
  const images = await engine.call((docker) =>
    docker.listImages({ filters: { label: [`${buildLabel}=${key}`] } }),
  );
  const [newest] = images.toSorted((a, b) => b.Created - a.Created);
  if (newest === undefined) return undefined;
  await engine.call((docker) => docker.getImage(newest.Id).tag({ repo: repository, tag }));
  return inspectImage(engine, newest.Id);
}
