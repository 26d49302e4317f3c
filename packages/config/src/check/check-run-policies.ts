/** What experiments say of their runs, against what the project offers: slots, webhooks, a mail server. */
import {
  type Address,
  type Code,
  type DesiredResource,
  type InstanceSpec,
  isJsonObject,
  type Json,
  machineSlots,
  type RunsSettings,
  slotsOf,
} from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import type { ProjectSettings } from "../load-options.ts";
import { child, type Declared, placeIn } from "../resolve/declarations.ts";
import { isEmailAddress } from "./email-address.ts";
import { settingsWithoutEffect } from "./settings-without-effect.ts";

export interface DesiredExperiment {
  readonly desired: DesiredResource<"experiment">;
  /** As written, expressions resolved. */
  readonly value: Json;
  readonly declared: Declared;
  /** Where in what is declared it stands: the section of a service that makes it. */
  readonly prefix?: readonly string[];
}

interface Finding {
  readonly severity: "error" | "warning";
  readonly code: Code;
  readonly path: readonly string[];
  readonly on?: "key";
  readonly summary: string;
  readonly detail?: string | undefined;
  /** Told once in the project, wherever else it holds too. */
  readonly once?: string;
}

/** `settings` is absent where they are wrong themselves. */
export function checkRunPolicies(
  experiments: readonly DesiredExperiment[],
  {
    settings,
    instanceOf,
    suggest,
    problems,
  }: {
    readonly settings: ProjectSettings | undefined;
    readonly instanceOf: (address: Address<"instance">) => InstanceSpec | undefined;
    readonly suggest: Suggest;
    readonly problems: Problems;
  },
): void {
  const told = new Set<string>();
  for (const experiment of experiments) {
    const { prefix = [] } = experiment;
    const { name, layers } = experiment.declared;
    const findings: readonly Finding[] = [
      ...checkAddresses(experiment),
      ...settingsWithoutEffect(experiment.desired.spec, experiment.value),
      ...(settings === undefined
        ? []
        : [
            ...checkTargets(experiment, settings, suggest),
            ...checkSlots(experiment, settings.runs, instanceOf, suggest),
          ]),
    ];
    for (const { severity, code, path, on, summary, detail, once } of findings) {
      const id = once ?? `${name} ${[...prefix, ...path].join("\n")} ${summary}`;
      if (told.has(id)) continue;
      told.add(id);
      problems[severity](code, placeIn(layers, [...prefix, ...path], on), summary, { detail });
    }
  }
}

function checkAddresses({ value }: DesiredExperiment): readonly Finding[] {
  const email = child(child(value, "notification"), "email");
  return [email].flat().flatMap((address, index) =>
    typeof address !== "string" || isEmailAddress(address.trim())
      ? []
      : [
          {
            severity: "error",
            code: configCode.badValue,
            path: ["notification", "email", ...(Array.isArray(email) ? [String(index)] : [])],
            summary: `\`${address}\` is not an e-mail address.`,
          },
        ],
  );
}

function checkTargets(
  { desired, value }: DesiredExperiment,
  { notifications: { webhooks, smtp } }: ProjectSettings,
  suggest: Suggest,
): readonly Finding[] {
  const written = child(child(value, "notification"), "webhooks");
  const known = Object.keys(webhooks);
  const unknown = (Array.isArray(written) ? written : []).flatMap((name: Json, index) =>
    typeof name !== "string" || known.includes(name)
      ? []
      : [
          {
            severity: "error" as const,
            code: configCode.danglingReference,
            path: ["notification", "webhooks", String(index)],
            summary: `There is no webhook \`${name}\`.`,
            detail: suggest(name, known) ?? knownWebhooks(known),
          },
        ],
  );
  const asksForMail = (desired.spec.notification?.email.length ?? 0) > 0;
  if (!asksForMail || smtp !== undefined) return unknown;
  return [
    ...unknown,
    {
      severity: "warning",
      code: configCode.noMailServer,
      path: ["notification", "email"],
      on: "key",
      summary: "No e-mail is sent: there is no `notifications.smtp`.",
      detail: "Name the server in mlx.yaml: `notifications: { smtp: { host: …, from: … } }`.",
      once: "no mail server",
    },
  ];
}

function knownWebhooks(known: readonly string[]): string {
  return known.length === 0
    ? "The project declares none: `notifications: { webhooks: { NAME: { url: … } } }`."
    : `Known are ${known.map((name) => `\`${name}\``).join(", ")}.`;
}

function checkSlots(
  { desired: { spec }, value }: DesiredExperiment,
  { slots: capacity }: RunsSettings,
  instanceOf: (address: Address<"instance">) => InstanceSpec | undefined,
  suggest: Suggest,
): readonly Finding[] {
  const { target, task, slots: named = {} } = spec;
  const instance = "instance" in target ? instanceOf(target.instance) : undefined;
  const wanted = slotsOf(instance?.tasks[task]?.specification, named);
  const machine: readonly string[] = machineSlots;
  return Object.entries(wanted).flatMap(([slot, amount]): readonly Finding[] => {
    const most = capacity[slot];
    const isWritten = isJsonObject(child(value, "slots")) && Object.hasOwn(named, slot);
    const path = isWritten ? ["slots", slot] : [];
    if (most === undefined) {
      if (machine.includes(slot)) return [];
      return [
        {
          severity: "warning",
          code: configCode.unlimitedSlot,
          path,
          on: "key",
          summary: `\`${slot}\` is not among \`runs.slots\`: it is unlimited.`,
          detail: suggest(slot, Object.keys(capacity)) ?? "Say in mlx.yaml how much of it there is.",
          once: `slot ${slot}`,
        },
      ];
    }
    if (amount <= most) return [];
    return [
      {
        severity: "warning",
        code: configCode.beyondCapacity,
        path,
        ...(isWritten ? {} : { on: "key" }),
        summary: `A run wants ${amount} of \`${slot}\`, and \`runs.slots\` has ${most}: it cannot start.`,
      },
    ];
  });
}
