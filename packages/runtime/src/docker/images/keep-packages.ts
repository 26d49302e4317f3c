import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { InternalError } from "@mlx/core";
import type { Engine } from "../engine/connect-engine.ts";
import { packagesPath } from "./requirements-dockerfile.ts";

/** The label with the packages of an image, as `name==version`, with a blank between them. */
export const packagesLabel = "mlx.packages";

/**
 * Gives a new image its name and its labels, among them the packages that the build has listed in it,
 * so that later they are read without starting anything. Only the outcome carries the labels: an
 * image that was left half way is not taken for a whole one.
 */
export async function keepPackages(
  engine: Engine,
  image: string,
  kept: {
    readonly repository: string;
    readonly tag: string;
    readonly labels: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await engine.call(async (docker) => {
    // It is never started; without a command of its own an image needs one to be given.
    const container = await docker.createContainer({
      Image: image,
      name: `mlx-build-${randomUUID()}`,
      ...((await docker.getImage(image).inspect()).Config.Cmd ? {} : { Cmd: ["python3"] }),
    });
    try {
      const archive = await container.getArchive({ path: packagesPath });
      const packages = (await readOnlyFile(archive)).split("\n").filter((line) => line !== "");
      await container.commit({
        _query: { container: container.id, repo: kept.repository, tag: kept.tag },
        _body: { Labels: { ...kept.labels, [packagesLabel]: packages.join(" ") } },
      });
    } finally {
      await container.remove({ force: true }).catch(() => {});
    }
  });
}

/** The content of the one file of a tar archive. */
async function readOnlyFile(archive: NodeJS.ReadableStream): Promise<string> {
  if (!(archive instanceof Readable)) throw new InternalError("the engine's archive is no stream");
  const { default: tar } = await import("tar-stream");
  const extract = archive.pipe(tar.extract());
  for await (const entry of extract) {
    if (entry.header.type === "file") return await text(entry);
    entry.resume();
  }
  throw new InternalError(`the build has left no ${packagesPath}`);
}
