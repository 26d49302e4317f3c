/** References by name: whether what they name exists, and its address. */
import {
  type Address,
  InternalError,
  isJsonObject,
  type Json,
  type JsonObject,
  type Kind,
  kinds,
} from "@mlx/core";
import type { SchemaFinding } from "../check/schema-errors.ts";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import { child } from "./declarations.ts";
import { type Expanded, isKind, parseReferenceText, type ResourceIndex } from "./resource-index.ts";
import { describeKeys } from "./scopes.ts";

export interface ReferenceResolver {
  /** The references of a resource: their addresses, and what is wrong with the others. */
  check(from: Expanded, value: JsonObject): CheckedReferences;
  /** The address of a reference that was checked. */
  resolve<K extends Kind>(text: string, kind: K, from: Expanded): Address<K>;
  /** The address of what has the name, if there is something. */
  find(text: string, kind: Kind, from: Expanded): Address | undefined;
  /** Of one that names its kind. */
  resolveAny(text: string, from: Expanded): Address;
}

interface CheckedReferences {
  readonly addresses: readonly Address[];
  readonly findings: readonly SchemaFinding[];
  /** Not all of them lead somewhere; the cause may have been told elsewhere. */
  readonly incomplete: boolean;
}

const none: readonly SchemaFinding[] = [];

interface Reference {
  readonly path: readonly string[];
  readonly text: string;
  /** Absent: any kind, which the reference has to name. */
  readonly kind?: Kind;
}

/** `incomplete`: not all files could be read, so that an unknown name may yet exist. */
export function createReferenceResolver(
  index: ResourceIndex,
  incomplete: boolean,
  suggest: Suggest,
): ReferenceResolver {
  function lookUp(
    { text, kind, path }: Reference,
    from: Expanded,
  ): { address: Address } | { finding?: SchemaFinding } {
    const refuse = (code: SchemaFinding["code"], summary: string, detail?: string) => ({
      finding: { code, path, on: "value", summary, detail } as const,
    });
    const parts = parseReferenceText(text);
    if (parts === undefined) {
      return refuse(
        configCode.danglingReference,
        `\`${text}\` is not a reference.`,
        "It is a name, `name[key]`, or an address such as `dataset/sales`.",
      );
    }
    const named = parts.kind ?? kind;
    if (named === undefined) {
      return refuse(
        configCode.wrongKind,
        `\`${text}\` does not name its kind.`,
        `Write the whole address: \`${kinds.find((one) => hasName(index, one, parts.name)) ?? "recipe"}/${text}\`.`,
      );
    }
    if (!isKind(named)) {
      return refuse(
        configCode.wrongKind,
        `\`${named}\` is not a kind of resource.`,
        suggest(named, kinds) ?? `Kinds are ${kinds.map((one) => `\`${one}\``).join(", ")}.`,
      );
    }
    if (kind !== undefined && named !== kind) {
      return refuse(
        configCode.wrongKind,
        `\`${text}\` is ${article(named)}, and ${article(kind)} is needed here.`,
      );
    }
    const found = index.find(named, parts.name, parts.key, from.each?.key);
    switch (found.type) {
      case "found":
        return { address: found.resource.address };
      case "broken":
        return {};
      case "unknown-name": {
        if (incomplete) return {};
        const other = kinds.find((one) => hasName(index, one, parts.name));
        const detail =
          suggest(parts.name, index.names(named)) ??
          (other === undefined ? undefined : `There is ${article(other)} of that name.`);
        return refuse(configCode.danglingReference, `There is no ${named} \`${parts.name}\`.`, detail);
      }
      case "key-needed":
        return refuse(
          configCode.ambiguousReference,
          `\`${named}/${parts.name}\` exists several times; the reference has to name a key.`,
          `${describeKeys(found.keys)} Write e.g. \`${parts.name}[${found.keys[0] ?? "key"}]\`.`,
        );
      case "unknown-key":
        return refuse(
          configCode.danglingReference,
          `\`${named}/${parts.name}\` has no key \`${parts.key ?? ""}\`.`,
          describeKeys(found.keys),
        );
    }
  }

  /** The addresses when every reference is the plain name of something; nearly all resources are so. */
  function simpleReferences(from: Expanded, value: JsonObject): Address[] | undefined {
    const { dependsOn, tasks } = value;
    if (dependsOn !== undefined) return undefined;
    const { kind } = from.declared;
    const addresses: Address[] = [];
    const key = from.each?.key;
    const add = (wanted: Kind, name: Json | undefined): boolean => {
      const found = typeof name === "string" ? index.findByName(wanted, name, key) : undefined;
      if (found !== undefined) addresses.push(found.address);
      return found !== undefined;
    };
    const addInputs = (inputs: Json | undefined): boolean => {
      if (inputs === undefined) return true;
      if (!isJsonObject(inputs)) return false;
      for (const channel in inputs) if (!add("dataset", inputs[channel])) return false;
      return true;
    };
    if (kind === "experiment") {
      return add("instance", value.instance) && addInputs(value.inputs) ? addresses : undefined;
    }
    if (kind === "service" || kind === "model") return undefined;
    if (kind !== "instance") return addresses;
    if (!add("recipe", value.recipe)) return undefined;
    if (tasks === undefined) return addresses;
    if (!isJsonObject(tasks)) return undefined;
    for (const task in tasks) {
      const spec = tasks[task];
      if (!isJsonObject(spec) || !addInputs(spec.inputs)) return undefined;
    }
    return addresses;
  }

  function resolveReference(reference: Reference, from: Expanded): Address {
    const found = lookUp(reference, from);
    if (!("address" in found))
      throw new InternalError(`${from.address} refers to ${reference.text}, which was not found`);
    return found.address;
  }

  return {
    check(from, value) {
      const simple = simpleReferences(from, value);
      if (simple !== undefined) return { addresses: simple, findings: none, incomplete: false };
      const findings: SchemaFinding[] = [];
      const addresses: Address[] = [];
      let lost = false;
      for (const reference of referencesIn(from.declared.kind, value)) {
        const found = lookUp(reference, from);
        if ("address" in found) addresses.push(found.address);
        else {
          lost = true;
          if (found.finding !== undefined) findings.push(found.finding);
        }
      }
      return { addresses, findings, incomplete: lost };
    },
    resolve(text, kind, from) {
      const simple = index.findByName(kind, text, from.each?.key)?.address;
      if (simple !== undefined) return simple as Address<typeof kind>;
      const address = resolveReference({ path: [], text, kind }, from);
      return address as Address<typeof kind>;
    },
    find(text, kind, from) {
      const parts = parseReferenceText(text);
      const found = parts && index.find(kind, parts.name, parts.key, from.each?.key);
      return found?.type === "found" ? found.resource.address : undefined;
    },
    resolveAny: (text, from) => resolveReference({ path: [], text }, from),
  };
}

function hasName(index: ResourceIndex, kind: Kind, name: string): boolean {
  return index.find(kind, name, undefined, undefined).type !== "unknown-name";
}

function article(kind: Kind): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** Every reference by name in a resource, whatever else may be wrong with it. */
function referencesIn(kind: Kind, value: JsonObject): Reference[] {
  const found: Reference[] = [];
  const add = (path: readonly string[], text: Json | undefined, wanted?: Kind) => {
    if (typeof text === "string" && text !== "")
      found.push({ path, text, ...(wanted === undefined ? {} : { kind: wanted }) });
  };
  const addInputs = (path: readonly string[], inputs: Json | undefined) => {
    if (!isJsonObject(inputs)) return;
    for (const [channel, text] of Object.entries(inputs)) add([...path, channel], text, "dataset");
  };
  const { dependsOn, tasks } = value;
  if (Array.isArray(dependsOn))
    for (const [index, text] of dependsOn.entries()) add(["dependsOn", String(index)], text);
  if (kind === "instance") {
    add(["recipe"], value.recipe, "recipe");
    if (isJsonObject(tasks)) {
      for (const [task, spec] of Object.entries(tasks)) {
        if (isJsonObject(spec)) addInputs(["tasks", task, "inputs"], spec.inputs);
      }
    }
  } else if (kind === "experiment") {
    add(["instance"], value.instance, "instance");
    addInputs(["inputs"], value.inputs);
  } else if (kind === "service") {
    add(["instance"], value.instance, "instance");
    add(["training", "experiment"], child(child(value, "training"), "experiment"), "experiment");
    for (const section of ["training", "scoring"]) {
      add([section, "dataset"], child(child(value, section), "dataset"), "dataset");
      addInputs([section, "inputs"], child(child(value, section), "inputs"));
    }
  } else if (kind === "model") {
    const gates = child(child(value, "promotion"), "gates");
    for (const [index, gate] of (Array.isArray(gates) ? gates : []).entries())
      add(["promotion", "gates", String(index), "on"], child(gate, "on"), "dataset");
  }
  return found;
}
