import {
  type Address,
  type DesiredResource,
  formatAddress,
  isAddress,
  kindOf,
  type Move,
  parseAddress,
} from "@mlx/core";
import { derivedName, type ServiceSection, serviceSections } from "../canonical/service.ts";
import { explainSchemaErrors } from "../check/schema-errors.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import { validateMove } from "../generated/validators.js";
import type { Declarations } from "./declarations.ts";
import type { ResourceIndex } from "./resource-index.ts";

/**
 * The `moved` entries that are right. Their targets exist, or are moved on; their origins do not.
 * `isDeclared`: declared at all, also if the environment removes it; such a move is left out.
 */
export function resolveMoves(
  { moved }: Declarations,
  index: ResourceIndex,
  resources: readonly DesiredResource[],
  isDeclared: (id: string) => boolean,
  incomplete: boolean,
  suggest: Suggest,
  problems: Problems,
): readonly Move[] {
  if (moved.length === 0) return [];
  const existing = new Set<string>([...index.all, ...resources].map(({ address }) => address));
  const origins = new Set(moved.map(({ value }) => value.from));
  const seen = new Set<Address>();
  const moves: Move[] = [];

  for (const { value, layer, at } of moved) {
    const place = (field: "from" | "to") =>
      ({ file: layer.file, path: [...layer.path, field], on: "value" }) as const;
    if (!validateMove(value)) {
      for (const finding of explainSchemaErrors(validateMove.errors ?? [], value, "move", suggest)) {
        const { code, path, on, summary, detail } = finding;
        problems.error(code, { file: layer.file, path: [...layer.path, ...path], on }, summary, { detail });
      }
      continue;
    }
    const refuse = (field: "from" | "to", summary: string, detail?: string) =>
      problems.error(configCode.badMove, place(field), summary, { detail });
    const { from, to } = value;
    if (!isAddress(from) || !isAddress(to)) {
      const field = isAddress(from) ? "to" : "from";
      refuse(
        field,
        `\`${value[field]}\` is not an address.`,
        "An address is written `kind/name`, e.g. `instance/retail-default`.",
      );
    } else if (kindOf(from) !== kindOf(to)) {
      refuse("to", `A move does not change the kind: \`${from}\` cannot become \`${to}\`.`);
    } else if (from === to) {
      refuse("to", "It moves to where it is.");
    } else if (seen.has(from)) {
      refuse("from", `\`${from}\` is moved twice.`);
    } else if (existing.has(from)) {
      refuse(
        "from",
        `\`${from}\` is still declared.`,
        "A move names an address that the configuration has no longer.",
      );
    } else if (existing.has(to) || origins.has(to)) {
      seen.add(from);
      moves.push({ from, to, at });
    } else if (parseAddress(from)?.key === undefined && hasKeys(index, to)) {
      seen.add(from);
      for (const keyed of index.all)
        if (idOf(keyed.address) === to)
          moves.push({ from: withKeyOf(from, keyed.address), to: keyed.address, at });
    } else if (!incomplete && !isDeclared(idOf(to))) {
      refuse("to", `There is no \`${to}\`.`, suggest(to, existing));
    } else if (!incomplete && parseAddress(to)?.key === undefined && hasKeys(index, to)) {
      refuse("to", `\`${to}\` exists several times; the move has to name a key.`);
    }
  }
  return [...moves, ...movesOfServices(moves, existing)];
}

/** The experiments that a service makes go where it goes, unless the files say otherwise. */
function movesOfServices(moves: readonly Move[], existing: ReadonlySet<string>): readonly Move[] {
  const own = new Set(moves.map(({ from }) => from));
  return moves.flatMap(({ from, to, at }) =>
    serviceSections.flatMap((section) => {
      const [before, after] = [experimentOf(from, section), experimentOf(to, section)];
      if (before === undefined || after === undefined) return [];
      return own.has(before) || existing.has(before) || !existing.has(after)
        ? []
        : [{ from: before, to: after, at }];
    }),
  );
}

function experimentOf(service: Address, section: ServiceSection): Address<"experiment"> | undefined {
  const { kind, name, key } = parseAddress(service) ?? {};
  if (kind !== "service" || name === undefined) return undefined;
  return formatAddress({
    kind: "experiment",
    name: derivedName(name, section),
    ...(key === undefined ? {} : { key }),
  });
}

function idOf(address: Address): string {
  const bracket = address.indexOf("[");
  return bracket === -1 ? address : address.slice(0, bracket);
}

/** A resource that exists several times moves with all its keys. */
function withKeyOf(address: Address, keyed: Address): Address {
  const { kind, name } = parseAddress(address) ?? {};
  const { key } = parseAddress(keyed) ?? {};
  return kind === undefined || name === undefined || key === undefined
    ? address
    : formatAddress({ kind, name, key });
}

function hasKeys(index: ResourceIndex, address: Address): boolean {
  const parts = parseAddress(address);
  return (
    parts !== undefined && index.find(parts.kind, parts.name, parts.key, undefined).type === "key-needed"
  );
}
