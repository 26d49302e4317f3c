import {
  type DeclarationContext,
  escapeTemplates,
  nameSecrets,
  toDeclaration,
  type WrittenDeclaration,
  writeDeclarations,
} from "@mlx/config";
import {
  type Address,
  type AppliedResource,
  type ExperimentSpec,
  InternalError,
  isJsonObject,
  nameOf,
  secretKey,
} from "@mlx/core";

/** A value that was given through the API, and what is to be set so that files can refer to it. */
export interface ImportedSecret {
  readonly address: Address;
  /** Dotted, as in the language. */
  readonly path: string;
  /** Environment variable. */
  readonly env: string;
}

export interface ImportText {
  readonly text: string;
  readonly secrets: readonly ImportedSecret[];
}

/** The file that declares the resources. `taken`: environment variables that mean something else already. */
export async function writeImport(
  resources: readonly AppliedResource[],
  {
    context,
    experimentAt,
    taken,
  }: {
    readonly context: DeclarationContext;
    readonly experimentAt: (address: Address<"experiment">) => ExperimentSpec | undefined;
    readonly taken: ReadonlySet<string>;
  },
): Promise<ImportText> {
  const used = new Set(taken);
  const secrets: ImportedSecret[] = [];
  const declarations = resources.map((resource): WrittenDeclaration => {
    const { address, kind } = resource;
    const name = nameOf(address);
    const { value, named } = nameSecrets(toDeclaration(resource, context, experimentAt), name, used);
    for (const { env, path } of named) {
      used.add(env);
      secrets.push({ address, path: secretKey(path), env });
    }
    const escaped = escapeTemplates(value);
    if (!isJsonObject(escaped)) throw new InternalError(`${address} is not declared by a map`);
    return {
      ...{ kind, name, value: escaped, comment: describe(resource) },
      notes: named.map(({ path, env }) => ({
        path,
        comment: `The API was given a value, which no file can hold: set ${env} where mlx runs.`,
      })),
    };
  });
  const text = await writeDeclarations(
    declarations,
    "Written by `mlx import`. From the next apply on, it is yours.",
  );
  return { text, secrets };
}

/** `"Retail Sales", made through the API by jane on 2026-01-31.` */
function describe({ address, wire, createdAt, createdBy }: AppliedResource): string {
  const free = wire?.body.name;
  const called =
    typeof free === "string" && free !== nameOf(address) ? `${JSON.stringify(free)}, made` : "Made";
  const by = createdBy === undefined ? "" : ` by ${createdBy}`;
  return `${called} through the API${by} on ${createdAt.slice(0, 10)}.`;
}
