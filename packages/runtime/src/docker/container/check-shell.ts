import type Docker from "dockerode";
import { noShell } from "../../errors.ts";
import { statusOf } from "../engine/engine-error.ts";

/** Looks into a container that was not started yet. Fails: 4039, where it has no `/bin/sh`. */
export async function checkShell(container: Docker.Container, image: string): Promise<void> {
  try {
    await container.infoArchive({ path: "/bin/sh" });
  } catch (error) {
    if (statusOf(error) === 404) throw noShell(image);
    throw error;
  }
}
