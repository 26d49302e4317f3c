/** Files that a container has written as another user than mlx. */
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
import { takeOwnership } from "../src/docker/lifecycle/take-ownership.ts";
import { testImage, withoutDocker } from "./docker-harness.ts";

describe.skipIf(withoutDocker !== undefined)("files of another user", () => {
  const engine = connectEngine({ processEnv: process.env, home: homedir() });
  const self = { uid: 12_345, gid: 23_456 };

  async function makeFolders() {
    const root = await mkdtemp(join(tmpdir(), "mlx-owner-"));
    onTestFinished(() => rm(root, { recursive: true }));
    const folders = { ml: join(root, "ml"), sparkEvents: join(root, "spark-events") };
    await mkdir(join(folders.ml, "model"), { recursive: true });
    const path = join(folders.ml, "model", "model.bin");
    await writeFile(path, "x");
    await chmod(path, 0o600);
    await chmod(join(folders.ml, "model"), 0o500);
    return { folders, path };
  }

  const owner = async (path: string) => {
    const { uid, gid } = await stat(path);
    return { uid, gid };
  };

  it("become mlx's own by the engine", async () => {
    const { folders, path } = await makeFolders();
    expect(
      await takeOwnership(folders, { image: testImage, foreignFiles: true }, { engine, self }),
    ).toBeUndefined();
    expect([await owner(path), await owner(folders.ml)]).toEqual([self, self]);
  });

  it("stay where mlx can read them", async () => {
    const { folders, path } = await makeFolders();
    const before = await owner(path);
    expect(
      await takeOwnership(folders, { image: testImage, foreignFiles: false }, { engine, self }),
    ).toBeUndefined();
    expect(await owner(path)).toEqual(before);
  });

  it("stay where the image cannot do it, which is told", async () => {
    const { folders } = await makeFolders();
    const image = "mlx-test/no-such-image:1";
    expect(await takeOwnership(folders, { image, foreignFiles: true }, { engine, self })).toMatch(
      /No such image/,
    );
  });
});
