import { posix } from "node:path";
import type Docker from "dockerode";
import { statusOf } from "../engine/engine-error.ts";
import type { ImageConfig } from "../images/create-images.ts";

const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Name to path, of those that stand in a folder of the image's `PATH`. Starts nothing. Rejects with the
 * signal's reason.
 */
export async function findPrograms(
  docker: Docker,
  image: { readonly name: string; readonly config: Pick<ImageConfig, "variables"> },
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const variable = image.config.variables.find((text) => text.startsWith("PATH="));
  const folders = (variable?.slice("PATH=".length) ?? usualPath).split(":").filter(posix.isAbsolute);
  const container = await docker.createContainer({ Image: image.name, Cmd: ["true"] });
  const exists = async (path: string) => {
    try {
      await container.infoArchive({ path });
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  };
  try {
    const found = new Map<string, string>();
    for (const name of names) {
      for (const folder of folders) {
        const path = posix.join(folder, name);
        signal.throwIfAborted();
        if (found.has(name) || !(await exists(path))) continue;
        found.set(name, path);
      }
    }
    return found;
  } finally {
    await container.remove({ force: true, v: true });
  }
}
