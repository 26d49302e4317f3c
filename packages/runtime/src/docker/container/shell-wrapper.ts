/**
 * How secrets get into the environment of a program without standing in the container's description:
 * a shell reads them from a mounted file and becomes the program.
 */
import type { Variables } from "../../contract/contract-variables.ts";

/** Where the container finds a file per secret, and `environmentFile`. */
export const secretsTarget = "/run/secrets";
export const environmentName = ".environment";

const script = `. ${secretsTarget}/${environmentName} && exec "$@"`;

export function wrapCommand(
  entrypoint: readonly string[],
  words: readonly string[],
): { readonly Entrypoint: string[]; readonly Cmd: string[] } {
  return { Entrypoint: ["/bin/sh", "-c", script, "mlx", ...entrypoint], Cmd: [...words] };
}

/**
 * For the shell to read. A name that a shell cannot say (`SM_HP_api-key`) is left out: such a variable
 * has another spelling (`SM_HP_API_KEY`), and a file of its name.
 */
export function environmentFile(variables: Variables): string {
  return Object.entries(variables)
    .filter(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");
}
