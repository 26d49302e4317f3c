import { type DesiredResource, type Diagnostic, parseAddress, sectionOf } from "@mlx/core";
import { checkResources } from "../check/check-all.ts";
import { configCode } from "../findings/config-code.ts";
import { createProblems, type Problems } from "../findings/problem.ts";
import { createSuggest } from "../findings/suggest.ts";
import type { ProjectSettings, ResourceCheck } from "../load-options.ts";
import type { Declared } from "../resolve/declarations.ts";
import type { Expanded } from "../resolve/resource-index.ts";
import { checkAgainstKnown } from "./check-against-known.ts";
import { checkClient } from "./check-client.ts";
import type { ClientFiles } from "./check-client-paths.ts";
import { clientDiagnostics, clientFile, clientLayer } from "./client-place.ts";
import type { Declaration } from "./declaration.ts";
import { createKnownIndex } from "./known-index.ts";
import type { KnownResources } from "./known-resources.ts";

export interface DeclarationsToRead {
  readonly declarations: readonly Declaration[];
  /** What is applied and stays: declarations may refer to it, and take the place of it. */
  readonly known: KnownResources;
  readonly settings: ProjectSettings;
  /** Which files the client may name. */
  readonly files: ClientFiles;
  readonly checks?: readonly ResourceCheck[];
}

export interface ReadDeclarations {
  /** Without those that are wrong; the experiments that services make are among them. */
  readonly resources: readonly DesiredResource[];
  /** By the place in what was declared; each says in `path` where. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The canonical form of resources that come from a client, and all that is wrong with them: the same as for files,
 * but that text is text (`${…}` too), that there are no environments and variables, and that they reach neither
 * for what is this machine's nor for what is outside of the project's folder. `at` of the resources is no file.
 */
export function readDeclarations(input: DeclarationsToRead): ReadDeclarations {
  const { declarations, known, settings, files, checks = [] } = input;
  const problems = createProblems();
  const suggest = createSuggest();
  const own = new Map<string, Expanded>();
  for (const declaration of declarations) {
    const expanded = toExpanded(declaration, known, problems);
    if (expanded === undefined) continue;
    if (own.has(expanded.address))
      problems.error(configCode.sameName, placeOf(declaration), `\`${expanded.address}\` is declared twice.`);
    own.set(expanded.address, expanded);
  }
  const index = createKnownIndex([...own.values()], known);
  const resources = index.all.map((resource) => ({
    resource,
    value: resource.declared.value,
    edges: noEdges,
    failed: [],
  }));
  checkClient(index.all, { known, files, problems });
  const desired = checkResources({
    index,
    resources,
    settings,
    incomplete: false,
    origin: "client",
    checks,
    suggest,
    problems,
    notesOf: () => [],
    declaredExperiment: (name, service) => declaredExperiment(name, service, own, known),
    specOf: (address) => known.get(address)?.spec,
  });
  checkAgainstKnown(desired, known, problems);
  return { resources: desired, diagnostics: clientDiagnostics(problems.all) };
}

const noEdges: ReadonlySet<never> = new Set();

/** Those with a key are made by files; a client may change one. */
function toExpanded(
  declaration: Declaration,
  known: KnownResources,
  problems: Problems,
): Expanded | undefined {
  const { kind, name, value } = declaration;
  const text = `${kind}/${name}`;
  const parts = parseAddress(text);
  const isThere = parts?.key === undefined || known.has(text);
  if (parts === undefined || !isThere) {
    problems.error(configCode.badName, placeOf(declaration), `\`${name}\` is not a valid name.`, {
      detail:
        parts === undefined
          ? "A name is a lower-case letter, then up to 62 lower-case letters, digits and dashes."
          : "Only files make several resources of one name; leave out the key.",
    });
    return undefined;
  }
  const at = { file: clientFile.path, line: 1, column: 1 };
  const declared: Declared = { kind, name: parts.name, value, layers: [clientLayer(kind, name)], at };
  const address = known.addressOf(parts);
  return {
    declared,
    address,
    ...(parts.key === undefined ? {} : { each: { key: parts.key, value: {} } }),
  };
}

function placeOf({ kind, name }: Declaration) {
  return { file: clientFile, path: [sectionOf[kind], name], on: "key" } as const;
}

/** One that a client declares beside the service, or that is there and is not the service's. */
function declaredExperiment(
  name: string,
  service: string,
  own: ReadonlyMap<string, Expanded>,
  known: KnownResources,
): Declared | undefined {
  const written = own.get(`experiment/${name}`)?.declared;
  if (written !== undefined) return written;
  const [there] = known.named("experiment", name);
  if (there?.kind !== "experiment" || there.spec.service?.replace(/\[.*/, "") === `service/${service}`)
    return undefined;
  const at = { file: clientFile.path, line: 1, column: 1 };
  return { kind: "experiment", name, value: {}, layers: [clientLayer("experiment", name)], at };
}
