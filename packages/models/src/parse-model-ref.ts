import type { ModelRef } from "@mlx/core";

const refPattern = /^(?:model\/)?([a-z][a-z0-9-]{0,62}(?:\[[^[\]@]+\])?)(?:@(?:v(\d+)|(latest)))?$/;

/** `x`, `x@latest`, `x@v3`, each also with `model/`; `undefined` when the text is none of them. */
export function parseModelRef(text: string): ModelRef | undefined {
  const [, model, version] = refPattern.exec(text) ?? [];
  if (model === undefined) return undefined;
  return { model, selector: version === undefined ? "latest" : { version: Number(version) } };
}
