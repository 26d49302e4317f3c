import type { ImageConfig } from "../images/create-images.ts";

export interface ImageCheck {
  readonly name: string;
  readonly outcome: "ok" | "warning" | "problem";
  readonly detail: string;
  readonly remedy?: string;
}

/** What an image says of itself. */
export function describeImage({
  user,
  volumes,
  architecture,
  entrypoint,
  exposedPorts,
}: ImageConfig): ImageCheck[] {
  const inMl = volumes.filter((path) => path === "/opt/ml" || path.startsWith("/opt/ml/"));
  const others = volumes.filter((path) => !inMl.includes(path));
  const isRoot = user === "" || user === "root" || /^0(?::|$)/.test(user);
  return [
    {
      name: "platform",
      outcome: "ok",
      detail: [architecture, ...exposedPorts.map((port) => `port ${port}`)].join(", "),
    },
    {
      name: "user",
      outcome: "ok",
      detail: isRoot
        ? "root; under strict it runs as an unprivileged user all the same"
        : `${user}; under strict it runs as mlx's choice, with \`user: image\` as its own`,
    },
    ...(entrypoint.length === 0
      ? []
      : [{ name: "entry point", outcome: "ok", detail: entrypoint.join(" ") } as const]),
    ...(inMl.length === 0
      ? []
      : [
          { name: "volumes", outcome: "ok", detail: `${inMl.join(", ")}: mlx mounts its own there` } as const,
        ]),
    ...(others.length === 0
      ? []
      : [
          {
            name: "volumes",
            outcome: "warning",
            detail: `${others.join(", ")}: what is written there goes with the container`,
            remedy: "write to /opt/ml/model, /opt/ml/output or /opt/ml/checkpoints",
          } as const,
        ]),
  ];
}

/** Which of the contract's programs are on its `PATH`. */
export function describePrograms(
  { entrypoint }: ImageConfig,
  programs: ReadonlyMap<string, string>,
): readonly ImageCheck[] {
  const found = [...programs].map(([name, path]): ImageCheck => ({ name, outcome: "ok", detail: path }));
  if (programs.has("train")) return found;
  if (entrypoint.length > 0)
    return [...found, { name: "train", outcome: "ok", detail: "is left to the entry point" }];
  const remedy = "give the recipe a `command`, or the image an executable `train` on its PATH";
  return [
    ...found,
    { name: "train", outcome: "warning", detail: "there is no such program on its PATH", remedy },
  ];
}
