/** What a shell finds out about its container, and what that means for a recipe. */
import type { ContainerOptions } from "@mlx/core";

export interface ProbeFinding {
  readonly outcome: "ok" | "warning";
  readonly detail: string;
  /** What in `container` would allow it. */
  readonly relaxation?: ContainerOptions;
}

interface Probe {
  /** A line of shell; it succeeds, or says why not. */
  readonly test: string;
  readonly ok: string;
  readonly fails: string;
  readonly relaxation?: ContainerOptions;
}

const probes: Readonly<Record<string, Probe>> = {
  model: {
    test: 'touch "$SM_MODEL_DIR/.mlx"',
    ok: "its user may write the model",
    fails: "its user may not write the model",
    relaxation: { user: "image", capabilities: ["DAC_OVERRIDE"] },
  },
  home: { test: 'touch "$HOME/.mlx"', ok: "it has a home folder", fails: "it has no home folder" },
  user: { test: "id -un", ok: "its user has a name", fails: "its user has no name" },
  temporary: {
    test: "touch /tmp/.mlx",
    ok: "it has a temporary folder",
    fails: "it cannot write to /tmp",
  },
  python: {
    test: "! command -v python3 || python3 -c 'import tempfile,getpass; tempfile.gettempdir(); getpass.getuser()'",
    ok: "Python finds its folders and its user",
    fails: "Python does not find its folders or its user",
    relaxation: { readOnlyRoot: false },
  },
};

/** For `/bin/sh -c`: a line `NAME ok` or `NAME failed WHY` each. */
export function probeScript(): string {
  return Object.entries(probes)
    .map(
      ([name, { test }]) =>
        `if why=$( { ${test}; } 2>&1 ); then echo "${name} ok"; else echo "${name} failed" $(echo "$why" | tail -n 1); fi`,
    )
    .join("\n");
}

export function readProbes(output: string): readonly ProbeFinding[] {
  return output.split("\n").flatMap((line): readonly ProbeFinding[] => {
    const [, name = "", outcome, why = ""] = /^(\w+) (ok|failed) ?(.*)$/.exec(line) ?? [];
    const probe = Object.hasOwn(probes, name) ? probes[name] : undefined;
    if (probe === undefined) return [];
    if (outcome === "ok") return [{ outcome, detail: probe.ok }];
    const { relaxation } = probe;
    return [
      {
        outcome: "warning",
        detail: why === "" ? probe.fails : `${probe.fails}: ${why}`,
        ...(relaxation && { relaxation }),
      },
    ];
  });
}
