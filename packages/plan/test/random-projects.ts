/** Random projects of a few resources whose references all lead somewhere and never in a circle. */
import {
  type Address,
  defaultRunTimeouts,
  formatAddress,
  type Kind,
  type PreparedResource,
  type RunTimeouts,
} from "@mlx/core";
import { buildDataset, buildExperiment, buildInstance, buildRecipe } from "@mlx/plan/testing";
import fc from "fast-check";

const names = ["a", "b", "c", "d"] as const;
const paths = [
  "description",
  "tags.team",
  "timeout",
  "timeouts.queue",
  "slots",
  "source",
  "recipe",
  "instance",
  "parameters",
  "dependsOn",
];

const timeouts: RunTimeouts = { ...defaultRunTimeouts, queueSeconds: 60 };
const notification = { email: ["ann@acme.example"], emailOnRetry: true, emailOnFailure: false };

interface Choice {
  readonly kind: Kind;
  readonly name: string;
  /** Decides everything about the resource. */
  readonly seed: readonly number[];
}

const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom<Kind>("dataset", "recipe", "instance", "experiment"),
  name: fc.constantFrom(...names),
  seed: fc.array(fc.nat(5), { minLength: 8, maxLength: 8 }),
});

/** With `ignore`, resources ignore changes of some of their fields. */
export function projects({ ignore = false } = {}): fc.Arbitrary<readonly PreparedResource[]> {
  return fc
    .uniqueArray(choice, { selector: ({ kind, name }) => `${kind}/${name}`, maxLength: 16 })
    .map((choices) => buildProject(choices, ignore));
}

function buildProject(choices: readonly Choice[], ignore: boolean): readonly PreparedResource[] {
  const built: PreparedResource[] = [];
  for (const kind of ["dataset", "recipe", "instance", "experiment"] as const)
    for (const { name, seed } of choices.filter((each) => each.kind === kind)) {
      const resource = build(kind, name, seed, built, ignore);
      if (resource !== undefined) built.push(resource);
    }
  return built;
}

function build(
  kind: Kind,
  name: string,
  seed: readonly number[],
  built: readonly PreparedResource[],
  ignore: boolean,
): PreparedResource | undefined {
  const pick = <T>(from: readonly T[], index: number): T | undefined =>
    from.length === 0 ? undefined : from[(seed[index] ?? 0) % from.length];
  const nameOfKind = (wanted: Kind, index: number) =>
    pick(
      built.filter((each) => each.kind === wanted),
      index,
    )?.address.split("/")[1];
  const dependsOn: Address[] = seed[0] === 0 ? built.slice(0, 1).map(({ address }) => address) : [];
  const common = {
    dependsOn,
    tags: pick([{}, { team: "x" }, { team: "y" }], 1) ?? {},
    lifecycle: { protect: seed[2] === 0, ignore: ignore ? paths.slice(seed[2], (seed[2] ?? 0) + 3) : [] },
    ...(seed[3] === 0 ? { description: name } : {}),
  };
  const parameters = pick([{}, { n: 1 }, { n: 2, list: [1] }, { key: { secret: { env: "KEY" } } }], 4) ?? {};
  const hash = `${seed[5]}`;
  if (kind === "dataset") return buildDataset(name, { ...common, data: hash, path: `${pick(names, 6)}.csv` });
  if (kind === "recipe")
    return buildRecipe(name, {
      ...common,
      code: hash,
      defaults: seed[6] === 0 ? {} : { train: parameters },
      origin: { source: pick(names, 7) ?? "a" },
    });
  if (kind === "instance") {
    const recipe = nameOfKind("recipe", 6);
    const dataset = seed[7] === 0 ? undefined : nameOfKind("dataset", 7);
    if (recipe === undefined) return undefined;
    return buildInstance(
      name,
      { ...common, recipe, parameters, ...(dataset === undefined ? {} : { dataset }) },
      "key" in parameters ? { secrets: { "tasks.train.parameters.key": hash } } : {},
    );
  }
  const instance = nameOfKind("instance", 6);
  if (instance === undefined) return undefined;
  return buildExperiment(
    name,
    {
      ...common,
      instance,
      parameters,
      timeoutSeconds: 60 * (1 + (seed[7] ?? 0)),
      ...(pick([{}, { priority: 5, slots: { tape: 1 } }, { timeouts, maxRunning: 1, notification }], 5) ??
        {}),
    },
    "key" in parameters ? { secrets: { "parameters.key": hash } } : {},
  );
}

/** `moved` entries between any two names of a kind, sensible or not. */
export const anyMoves = fc.array(
  fc
    .record({
      kind: fc.constantFrom<Kind>("dataset", "recipe", "instance", "experiment"),
      from: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
    })
    .map(({ kind, from, to }) => ({
      from: formatAddress({ kind, name: from }),
      to: formatAddress({ kind, name: to }),
      at: { file: "mlx.yaml", line: 1, column: 1 },
    })),
  { maxLength: 6 },
);
