/** What the doctor finds out about real images, and that nothing is left of it. */
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImageCheckRequest } from "../src/docker/doctor/check-image.ts";
import { checkImage } from "../src/docker/doctor/check-image.ts";
import { createImages } from "../src/docker/images/create-images.ts";
import { listContainers } from "../src/docker/lifecycle/list-containers.ts";
import type { ContainerHarness } from "./docker-container-harness.ts";
import { createContainerHarness, engine } from "./docker-container-harness.ts";
import { testImage, withoutDocker } from "./docker-harness.ts";
import { systemClock } from "./process-harness.ts";

/** An image whose program is this shell script. */
const imageOf = (...script: readonly string[]) => {
  const lines = ["#!/bin/sh", "set -e", ...script].map((line) => `'${line}'`).join(" ");
  return `FROM ${testImage}
RUN printf '%s\\n' ${lines} > /usr/local/bin/train && chmod 755 /usr/local/bin/train
`;
};
const leaveModel = 'echo 1 > "$SM_MODEL_DIR/model"';

describe.skipIf(withoutDocker !== undefined)("the doctor of images", () => {
  let harness: ContainerHarness;
  let temporary: string;
  beforeAll(async () => {
    harness = await createContainerHarness();
    temporary = await mkdtemp(join(tmpdir(), "mlx-doctor-test-"));
  });
  afterAll(async () => {
    await harness.close();
    await rm(temporary, { recursive: true, force: true });
  });

  async function examine(
    reference: string,
    changes: Partial<Pick<ImageCheckRequest, "signal" | "onProgress">> = {},
  ) {
    const progress: string[] = [];
    const { artifacts } = harness;
    const settings = { build: { args: {} } };
    const report = await checkImage(
      {
        reference,
        pull: "never",
        task: "train",
        inputs: {},
        parameters: {},
        signal: new AbortController().signal,
        onProgress: (line) => progress.push(line),
        ...changes,
      },
      {
        engine,
        artifacts,
        images: createImages({ engine, artifacts, processEnv: {}, home: homedir(), settings }),
        clock: systemClock,
        processEnv: {},
        temporary,
      },
    );
    return { report, progress };
  }

  /** Of one image, which no other test has. */
  async function containersOf(image: string): Promise<number> {
    const docker = await engine.client();
    return (await docker.listContainers({ all: true, filters: { ancestor: [image] } })).length;
  }

  it("tries nothing else where the program succeeds under strict", async () => {
    const { report, progress } = await examine(await harness.build(imageOf(leaveModel)));
    expect(progress).toEqual(["a shell under strict", "a shell under sagemaker", "train under strict"]);
    expect(report.needed).toEqual({});
    expect(report.checks.at(-1)).toEqual({
      name: "train",
      outcome: "ok",
      detail: "it succeeds under strict",
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("finds what a program needs that writes to its system, as its own user", async () => {
    const dockerfile = `${imageOf("test $(id -un) = app", "echo started > /var/log/train.log", leaveModel)}
RUN useradd --uid 4321 app && chmod 777 /var/log
USER app
`;
    const image = await harness.build(dockerfile);
    const { report, progress } = await examine(image);
    expect(progress.slice(2, 4)).toEqual([
      "train under strict",
      "train under trusted, since it does not succeed under strict",
    ]);
    expect(report.needed).toEqual({ user: "image", readOnlyRoot: false });
    expect(report.checks.at(-1)).toMatchObject({ name: "train", outcome: "warning" });
    expect([await containersOf(image), readdirSync(temporary)]).toEqual([0, []]);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const image = await harness.build(imageOf("echo started; sleep 3600"));
    const interrupt = new AbortController();
    let ended = false;
    const examined = examine(image, { signal: interrupt.signal }).finally(() => {
      ended = true;
    });
    const rejection = expect(examined).rejects.toBe("enough");
    // The probes end at once; what goes on is the program.
    const docker = await engine.client();
    for (let running = false; !running && !ended; await systemClock.sleep(20)) {
      const found = await docker.listContainers({ filters: { ancestor: [image], status: ["running"] } });
      const logs = found.map(({ Id }) =>
        docker
          .getContainer(Id)
          .logs({ stdout: true })
          .catch(() => Buffer.alloc(0)),
      );
      running = (await Promise.all(logs)).some((text) => text.includes("started"));
    }
    expect([await containersOf(image), readdirSync(temporary).length]).toEqual([1, 1]);
    interrupt.abort("enough");
    await rejection;
    expect([await containersOf(image), readdirSync(temporary)]).toEqual([0, []]);
  });

  it("starts nothing for somebody who has left already", async () => {
    await expect(examine(testImage, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("lists the containers of runs, in any state, by their labels", async () => {
    const installation = randomUUID();
    const docker = await engine.client();
    const label = (run: string) => ({
      "mlx.installation": installation,
      "mlx.run": run,
      "mlx.attempt": "2",
    });
    const options = { Image: testImage, Cmd: ["sleep", "3600"] };
    const created = await docker.createContainer({ ...options, Labels: label("a") });
    const running = await docker.createContainer({ ...options, Labels: label("b") });
    try {
      await running.start();
      const found = await listContainers(engine);
      const own = found.filter((container) => container.installation === installation);
      const name = expect.stringMatching(/^[a-z0-9]/);
      expect([...own].sort((one, other) => (one.run < other.run ? -1 : 1))).toEqual([
        { name, installation, run: "a", attempt: 2, state: "created" },
        { name, installation, run: "b", attempt: 2, state: "running" },
      ]);
    } finally {
      for (const container of [created, running]) await container.remove({ force: true });
    }
  });
});
