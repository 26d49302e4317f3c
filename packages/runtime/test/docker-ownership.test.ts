/** Files that a container has written as another user than mlx. */
import { chmod, lchown, lstat, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
import { takeOwnership } from "../src/docker/lifecycle/take-ownership.ts";
import { createContainerHarness } from "./docker-container-harness.ts";
import { testImage, withoutDocker } from "./docker-harness.ts";

describe.skipIf(withoutDocker !== undefined)("files of another user", () => {
  const engine = connectEngine({ processEnv: process.env, home: homedir() });
  const self = { uid: 12_345, gid: 23_456 };

  async function makeFolders() {
    const root = await mkdtemp(join(tmpdir(), "mlx-owner-"));
    onTestFinished(() => rm(root, { recursive: true }));
    const folders = {
      ml: join(root, "ml"),
      sparkEvents: join(root, "spark-events"),
      checkpoints: join(root, "checkpoints"),
    };
    await mkdir(join(folders.ml, "model"), { recursive: true });
    await mkdir(folders.checkpoints);
    const path = join(folders.ml, "model", "model.bin");
    await writeFile(path, "x");
    await chmod(path, 0o600);
    await chmod(join(folders.ml, "model"), 0o500);
    return { folders, path };
  }

  const owner = async (path: string) => {
    const { uid, gid } = await lstat(path);
    return { uid, gid };
  };

  it("become mlx's own by the engine", async () => {
    const { folders, path } = await makeFolders();
    expect(
      await takeOwnership(folders, { image: testImage, foreignFiles: true }, { engine, self }),
    ).toBeUndefined();
    expect([await owner(path), await owner(join(folders.ml, "model"))]).toEqual([self, self]);
  });

  it("become mlx's own among the checkpoints too, and stay open to the next attempt", async () => {
    const { folders } = await makeFolders();
    const path = join(folders.checkpoints, "epoch", "1");
    await mkdir(join(folders.checkpoints, "epoch"));
    await writeFile(path, "x", { mode: 0o600 });
    await lchown(path, 1234, 1234);
    expect(
      await takeOwnership(folders, { image: testImage, foreignFiles: true }, { engine, self }),
    ).toBeUndefined();
    expect([await owner(path), await owner(folders.checkpoints)]).toEqual([self, self]);
    expect([(await stat(path)).mode & 0o777, (await stat(folders.checkpoints)).mode & 0o777]).toEqual([
      0o666, 0o777,
    ]);
  });

  it("are changed themselves where they are links, and not what those lead to", async () => {
    const { folders, path } = await makeFolders();
    const kept = join(folders.ml, "kept");
    const other = join(folders.sparkEvents, "..", "other");
    await writeFile(kept, "x");
    await mkdir(other);
    const link = join(folders.ml, "model", "link");
    await symlink("../../kept", link);
    await symlink(other, folders.sparkEvents);
    const before = await owner(kept);
    await takeOwnership(folders, { image: testImage, foreignFiles: true }, { engine, self });
    expect([await owner(link), await owner(path)]).toEqual([self, self]);
    expect([await owner(kept), await owner(other)]).toEqual([before, before]);
  });

  it("stay where it takes too long, and no container is left", async () => {
    const { folders, path } = await makeFolders();
    const before = await owner(path);
    const harness = await createContainerHarness();
    onTestFinished(() => harness.close());
    const slow = "printf '#!/bin/sh\\nexec sleep 600\\n' > /bin/chown";
    const image = await harness.build(`FROM ${testImage}\nRUN ${slow}`);
    const options = { engine, self, milliseconds: 500 };
    expect(await takeOwnership(folders, { image, foreignFiles: true }, options)).toBe(
      "chown did not end within 0.5 seconds",
    );
    expect(await owner(path)).toEqual(before);
    const filters = { ancestor: [image] };
    expect(await engine.call((docker) => docker.listContainers({ all: true, filters }))).toEqual([]);
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
