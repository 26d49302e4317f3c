/** What references mean: at the top of the language, and within a resource. */
import { type Address, isJsonObject, type Json, kinds } from "@mlx/core";
import {
  callFunction,
  describeType,
  type Failure,
  functionNames,
  type Outcome,
  type Scope,
} from "../expressions/evaluate.ts";
import type { Reference, Segment } from "../expressions/expression.ts";
import { isTemplate } from "../expressions/parse-template.ts";
import type { ReferencedFiles } from "../files/project-files.ts";
import { fromProjectPath, toProjectPath } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import { child } from "./declarations.ts";
import { limitSize, resolveText, resolveValues } from "./resolve-values.ts";
import { type Each, type Expanded, isKind, type ResourceIndex } from "./resource-index.ts";
import type { Variables } from "./variables.ts";

export interface ScopeContext {
  readonly project: string | undefined;
  readonly environment: string | undefined;
  readonly processEnv: { readonly [name: string]: string | undefined };
  readonly files: ReferencedFiles;
  readonly suggest: Suggest;
  variables(): Variables;
}

/** References that lead to references: each is a step of recursion. */
const maxChain = 100;

const roots = ["var", "env", "each", "project", "environment", ...kinds];

/** Variables, environment, project and functions: what is known outside resources too. */
export function createBaseScope(context: ScopeContext, folder: string): Scope {
  const files = context.files.from(folder);
  return {
    resolve: (reference) => resolveBase(context, reference),
    call: (name, values) => {
      const outcome = callFunction(name, values, files);
      const didYouMean =
        "failed" in outcome && outcome.failed.part === name
          ? context.suggest(name, functionNames)
          : undefined;
      if (didYouMean === undefined || (functionNames as readonly string[]).includes(name)) return outcome;
      return "failed" in outcome ? { failed: { ...outcome.failed, detail: didYouMean } } : outcome;
    },
  };
}

function resolveBase(context: ScopeContext, reference: Reference): Outcome {
  const [root, second, ...rest] = reference.segments;
  switch (root?.name) {
    case "var": {
      if (second === undefined)
        return wrong(reference, `\`var\` is followed by the name of a variable: \`\${var.NAME}\`.`);
      const outcome = context.variables().value(second.name);
      return "value" in outcome ? descend(outcome.value, rest, reference, `var.${second.name}`) : outcome;
    }
    case "env": {
      if (second === undefined || rest.length > 0) {
        return wrong(
          reference,
          `\`env\` is followed by the name of an environment variable: \`\${env.NAME}\`.`,
        );
      }
      const value = Object.hasOwn(context.processEnv, second.name)
        ? context.processEnv[second.name]
        : undefined;
      if (value !== undefined) return { value };
      return {
        missing: {
          code: configCode.unsetEnvironmentVariable,
          summary: `The environment variable \`${second.name}\` is not set.`,
          detail: `Set it, or give a default: \`\${env.${second.name} ?? "…"}\`.`,
          once: `env ${second.name}`,
          part: reference.text,
        },
      };
    }
    case "project":
    case "environment": {
      if (second !== undefined) return wrong(reference, `\`${root.name}\` is a name and has no parts.`);
      const value = root.name === "project" ? context.project : context.environment;
      if (value !== undefined) return { value };
      if (root.name === "project") return { failed: { ...failureOf(reference, ""), reported: true } };
      return {
        missing: {
          ...failureOf(reference, "No environment is chosen."),
          detail: `Choose one with \`--env NAME\`, or give a default: \`\${environment ?? "none"}\`.`,
        },
      };
    }
    case "each":
      return wrong(reference, "`each` is only known in a resource with `forEach` or `matrix`.");
    default: {
      if (root !== undefined && isKind(root.name)) {
        return wrong(reference, "Resources can be referred to within resources only.");
      }
      const name = root?.name ?? "";
      if (context.variables().names.includes(name)) {
        return wrong(reference, `Did you mean \`var.${reference.text}\`?`);
      }
      return wrong(
        reference,
        context.suggest(name, roots) ??
          "References begin with `var.`, `env.`, `each.`, `project`, `environment` or a kind such as `dataset.`. Put text in quotes.",
      );
    }
  }
}

function failureOf(reference: Reference, summary: string): Failure {
  return { code: configCode.unknownReference, summary, part: reference.text };
}

function wrong(reference: Reference, detail: string): Outcome {
  return { failed: { ...failureOf(reference, `\`${reference.text}\` does not refer to anything.`), detail } };
}

/** The part of a value that the rest of a reference names. */
function descend(value: Json, segments: readonly Segment[], reference: Reference, what: string): Outcome {
  let current: Json = value;
  for (const { name } of segments) {
    const next = child(current, name);
    if (next === undefined) {
      const known = isJsonObject(current) ? Object.keys(current) : [];
      return {
        missing: {
          code: configCode.noSuchField,
          summary: `\`${what}\` has no \`${name}\`.`,
          detail:
            known.length > 0
              ? `It has ${known
                  .slice(0, 10)
                  .map((key) => `\`${key}\``)
                  .join(", ")}.`
              : `It is ${describeType(current)}.`,
          part: reference.text,
        },
      };
    }
    current = next;
  }
  return { value: current };
}

export interface ResourceScopes {
  /** `edges` receives the resources that expressions refer to. */
  scopeOf(resource: Expanded, edges: Set<Address>): Scope;
}

/** Scopes within resources: also `each`, and the fields of other resources. */
export function createResourceScopes(
  context: ScopeContext,
  index: () => ResourceIndex,
  incomplete: boolean,
): ResourceScopes {
  const visiting: { readonly id: string; readonly resource: Expanded }[] = [];
  const fields = new Map<string, Outcome>();

  function scopeOf(resource: Expanded, edges: Set<Address>): Scope {
    const { file } = resource.declared.layers[0] ?? {};
    const folder = file?.folder ?? "";
    const base = createBaseScope(context, folder);
    return {
      call: base.call,
      resolve: (reference) => {
        const [root] = reference.segments;
        if (root?.name === "each" && resource.each !== undefined)
          return resolveEach(reference, resource.each);
        if (root !== undefined && isKind(root.name)) return resolveField(reference, resource, folder, edges);
        return base.resolve(reference);
      },
    };
  }

  function resolveField(reference: Reference, from: Expanded, folder: string, edges: Set<Address>): Outcome {
    const [root, named, third, ...others] = reference.segments;
    if (root === undefined || !isKind(root.name) || named === undefined) {
      return wrong(reference, `It is written \`\${dataset.NAME.path}\`.`);
    }
    const key = third?.bracketed ? third.name : undefined;
    const path = (third === undefined || third.bracketed ? others : [third, ...others]).map(
      ({ name }) => name,
    );
    const found = index().find(root.name, named.name, key, from.each?.key);
    switch (found.type) {
      case "broken":
        return { failed: { ...failureOf(reference, ""), reported: true } };
      case "unknown-name":
        return {
          failed: {
            code: configCode.danglingReference,
            summary: `There is no ${root.name} \`${named.name}\`.`,
            detail:
              context.suggest(named.name, index().names(root.name)) ?? `Declare it, or correct the name.`,
            part: reference.text,
            ...(incomplete ? { reported: true } : {}),
          },
        };
      case "key-needed":
      case "unknown-key":
        return {
          failed: {
            code: found.type === "key-needed" ? configCode.ambiguousReference : configCode.danglingReference,
            summary:
              found.type === "key-needed"
                ? `\`${root.name}/${named.name}\` exists several times; the reference has to name a key.`
                : `\`${root.name}/${named.name}\` has no key \`${key ?? ""}\`.`,
            detail: describeKeys(found.keys),
            part: reference.text,
          },
        };
      case "found":
        break;
    }
    const { resource } = found;
    if (path.length === 0) return wrong(reference, `A field is missing: \`\${${reference.text}.…}\`.`);
    if (resource.address !== from.address) edges.add(resource.address);
    return fieldOf(resource, path, reference, folder);
  }

  function fieldOf(
    resource: Expanded,
    path: readonly string[],
    reference: Reference,
    folder: string,
  ): Outcome {
    const id = `${resource.address}.${path.join(".")}`;
    const start = visiting.findIndex((visited) => visited.id === id);
    if (start !== -1) {
      const members = visiting.slice(start);
      return {
        failed: {
          code: configCode.valueCycle,
          summary: "These values depend on each other.",
          detail: "A value cannot lead back to itself.",
          once: `cycle ${members
            .map((member) => member.id)
            .sort()
            .join(" ")}`,
          part: reference.text,
          notes: members.map((member, position) => ({
            message: `\`${member.id}\` refers to \`${members[(position + 1) % members.length]?.id ?? id}\`.`,
          })),
        },
      };
    }
    if (visiting.length > maxChain) {
      const summary = `\`${reference.text}\` is reached over more than ${maxChain} other references.`;
      return { failed: { ...failureOf(reference, summary), once: "chain" } };
    }
    let outcome = fields.get(id);
    if (outcome === undefined) {
      visiting.push({ id, resource });
      outcome = limitSize(evaluateField(resource, path, reference));
      visiting.pop();
      fields.set(id, outcome);
    }
    if (!("value" in outcome) || path.join(".") !== "path" || typeof outcome.value !== "string")
      return outcome;
    // Relative to its own file there, relative to this file here.
    const own = resource.declared.layers[0]?.file.folder ?? "";
    return { value: fromProjectPath(toProjectPath(outcome.value, own), folder) };
  }

  function evaluateField(resource: Expanded, path: readonly string[], reference: Reference): Outcome {
    const scope = scopeOf(resource, new Set());
    let current: Json = resource.declared.value;
    for (const [depth, key] of path.entries()) {
      const next = child(current, key);
      if (next === undefined) {
        return descend(
          current,
          [{ name: key, bracketed: false }],
          reference,
          [resource.address, ...path.slice(0, depth)].join("."),
        );
      }
      current = next;
      if (typeof current !== "string" || !isTemplate(current)) continue;
      const outcome = resolveText(current, scope);
      if (!("value" in outcome)) return reported(outcome);
      current = outcome.value;
    }
    let failure: Exclude<Outcome, { value: Json }> | undefined;
    const value = resolveValues(current, scope, (_, outcome) => {
      failure ??= outcome;
    });
    return failure === undefined ? { value } : reported(failure);
  }

  return { scopeOf };
}

/** A failure within another resource is told there; a cycle is told by whoever closes it. */
function reported(outcome: Exclude<Outcome, { value: Json }>): Outcome {
  if ("missing" in outcome) return { missing: { ...outcome.missing, reported: true } };
  return outcome.failed.code === configCode.valueCycle
    ? outcome
    : { failed: { ...outcome.failed, reported: true } };
}

function resolveEach(reference: Reference, each: Each): Outcome {
  const [, second, ...rest] = reference.segments;
  if (second?.name === "key" && rest.length === 0) return { value: each.key };
  if (second?.name === "value") return descend(each.value, rest, reference, "each.value");
  return wrong(reference, "There are `each.key` and `each.value`.");
}

/** The keys of a resource, for a message. */
export function describeKeys(keys: readonly string[]): string {
  if (keys.length === 0) return "It has no keys.";
  const shown = keys.slice(0, 10).map((key) => `\`[${key}]\``);
  return `Its keys are ${shown.join(", ")}${keys.length > 10 ? ` and ${keys.length - 10} more` : ""}.`;
}
