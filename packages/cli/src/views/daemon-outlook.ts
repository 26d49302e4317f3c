import type { DaemonOutlook, UnwantedSlots } from "@mlx/app";

/** What a daemon will lack, a sentence each; commands in it stand between backticks. */
export function describeOutlook({ serial, missingSecrets, unwantedSlots }: DaemonOutlook): readonly string[] {
  return [
    ...(serial > 0 ? [] : ["nothing was applied yet, so nothing fires: `mlx apply` takes over the files"]),
    ...missingSecrets.map(
      ({ target, path, where }) =>
        `nothing reaches ${target}: ${where} is not set, and \`${path}\` refers to it; set it and start the daemon again`,
    ),
    ...describeUnwanted(unwantedSlots),
  ];
}

export function describeUnwanted({ names, wanted }: UnwantedSlots): readonly string[] {
  if (names.length === 0) return [];
  const known = wanted.length === 0 ? "none wants a named one" : `they want ${wanted.join(", ")}`;
  return [
    `no applied experiment wants the ${names.length === 1 ? "slot" : "slots"} ${names.join(", ")} (${known})`,
  ];
}
