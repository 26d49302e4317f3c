/** Images that are built, by both builders of the machine's engine. */
import { execFileSync } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { extract } from "tar-stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createDemultiplexer } from "../src/docker/capture/create-demultiplexer.ts";
import type { ReadyImage } from "../src/docker/images/create-images.ts";
import { inspectImage } from "../src/docker/images/inspect-image.ts";
import type { ImagesHarness } from "./docker-images-harness.ts";
import {
  baseImage,
  createImagesHarness,
  engine,
  listen,
  makeCertificate,
  missingForImages,
  unstopped,
} from "./docker-images-harness.ts";
import type { TestRegistry } from "./docker-registry.ts";
import { freePort, registryUser, startRegistry } from "./docker-registry.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const missing = await missingForImages();

let harness: ImagesHarness;
beforeAll(async () => {
  if (missing === undefined) harness = await createImagesHarness();
});
afterAll(() => harness?.close());

/** What a program prints in an image. */
async function runIn(image: ReadyImage, command: readonly string[]): Promise<string> {
  const docker = await engine.client();
  const container = await docker.createContainer({
    Image: image.name,
    Cmd: [...command],
    Entrypoint: [],
    HostConfig: { NetworkMode: "none" },
  });
  try {
    await container.start();
    await container.wait();
    let printed = "";
    const log = createDemultiplexer((_, data) => {
      printed += data.toString();
    });
    log.push(await container.logs({ stdout: true, stderr: true }));
    return printed;
  } finally {
    await container.remove({ force: true });
  }
}

function collecting() {
  const progress: string[] = [];
  return { progress, watched: { ...unstopped, onProgress: (line: string) => progress.push(line) } };
}

describe.skipIf(missing !== undefined).for([
  { builder: "BuildKit", DOCKER_BUILDKIT: "1" },
  { builder: "the classic builder", DOCKER_BUILDKIT: "0" },
])("an image built by $builder", ({ DOCKER_BUILDKIT }) => {
  const processEnv = { DOCKER_BUILDKIT };

  it("has what its Dockerfile says, and is built once for its content", async () => {
    const images = await harness.open({
      processEnv,
      settings: { args: { GREETING: "hello", OTHER: "a" }, network: "bridge" },
    });
    const Dockerfile = `FROM ${baseImage} AS first
COPY . /context
ARG GREETING
ARG OTHER
RUN echo "$GREETING $OTHER" | tee /greeting
RUN stat -c '%n %a %Y' /context/run.sh /context/folder/plain
USER 12:34
EXPOSE 80
VOLUME /opt/ml
WORKDIR /work
ENTRYPOINT ["cat"]
CMD ["/greeting"]
FROM first
RUN exit 1
`;
    const files = { Dockerfile, "run.sh": "#!/bin/sh\n", "folder/plain": "x" };
    const task = await harness.buildTask(files, { target: "first", args: { OTHER: "world" } });
    const { progress, watched } = collecting();
    const ready = await images.ensure(task, watched);
    expect(ready.name).toMatch(new RegExp(`^mlx/${harness.mark}:[\\da-f]{12}$`));
    expect(ready.config).toMatchObject({
      user: "12:34",
      entrypoint: ["cat"],
      command: ["/greeting"],
      workingFolder: "/work",
      volumes: ["/opt/ml"],
      exposedPorts: ["80/tcp"],
    });
    expect(await runIn(ready, ["cat", "/greeting"])).toBe("hello world\n");
    expect(progress.join("\n")).toMatch(/RUN echo "\$GREETING|RUN echo "hello/);
    expect(progress).toContain("hello world");
    expect(progress.find((line) => line.startsWith("/context/run.sh"))).toBe("/context/run.sh 755 0");
    expect(progress.find((line) => line.startsWith("/context/folder"))).toBe("/context/folder/plain 644 0");

    progress.length = 0;
    expect(await images.ensure(task, watched)).toEqual(ready);
    const another = await images.ensure({ ...task, recipe: `recipe/${harness.mark}-b` }, watched);
    expect([another.id, another.name.split(":")[0]]).toEqual([ready.id, `mlx/${harness.mark}-b`]);
    expect(progress).toEqual([]);
  });

  it("fails with the step, its line and what it printed last", async () => {
    const images = await harness.open({ processEnv });
    const Dockerfile = `# about\nFROM ${baseImage}\nLABEL mlx.test=${harness.mark}\nRUN true && \\\n  true\n\nRUN seq 50 && exit 3\n`;
    const failure = await images
      .ensure(await harness.buildTask({ Dockerfile }), unstopped)
      .catch((error) => error);
    expect(failure).toMatchObject({
      code: "MLX4035",
      summary: "a step of the build failed, Dockerfile:7: RUN seq 50 && exit 3",
    });
    const printed = failure.detail.split("\n");
    expect(printed.slice(0, -1)).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 31}`));
    expect(printed.at(-1)).toMatch(/3$/);
  });

  it.each([
    {
      what: "an unknown instruction",
      Dockerfile: `FROM ${baseImage}\nFRO x\n`,
      detail: "line 2: unknown instruction: FRO",
    },
    { what: "no instruction", Dockerfile: "", detail: "cannot be empty" },
    { what: "a file that is not there", Dockerfile: `FROM ${baseImage}\nCOPY none /\n`, detail: "none" },
  ])("fails with the reason for $what", async ({ Dockerfile, detail }) => {
    const images = await harness.open({ processEnv });
    await expect(images.ensure(await harness.buildTask({ Dockerfile }), unstopped)).rejects.toMatchObject({
      code: "MLX4035",
      detail: expect.stringContaining(detail),
    });
  });

  it("needs its Dockerfile", async () => {
    const images = await harness.open({ processEnv });
    const task = await harness.buildTask({ "other/Dockerfile": `FROM ${baseImage}\n` });
    await expect(images.ensure(task, unstopped)).rejects.toMatchObject({
      code: "MLX4035",
      summary: "there is no Dockerfile in the build's context",
    });
    const build = { context: "image", dockerfile: "other/Dockerfile" };
    expect((await images.ensure({ ...task, origin: { build } }, unstopped)).id).toMatch(/^sha256:/);
  });

  it("tells of a base image that cannot be had", async () => {
    const images = await harness.open({ processEnv });
    const host = `127.0.0.1:${(await freePort()).toString()}`;
    const Dockerfile = `ARG BASE=${host}/retail\nFROM \${BASE}:1\n`;
    await expect(images.ensure(await harness.buildTask({ Dockerfile }), unstopped)).rejects.toMatchObject({
      code: "MLX4034",
      summary: expect.stringContaining(`${host}/retail:1`),
      detail: expect.stringContaining("(Dockerfile:2)"),
    });
  });

  it("starts from allowed registries only, or from images of this machine", async () => {
    const images = await harness.open({ processEnv, settings: { registries: ["ghcr.io"] } });
    const allowed = await harness.buildTask({
      Dockerfile: `FROM ${baseImage} AS a\nFROM a\nCOPY --from=a /etc/hostname /\n`,
    });
    expect((await images.ensure(allowed, unstopped)).id).toMatch(/^sha256:/);
    for (const Dockerfile of [
      "FROM quay.io/acme/base\n",
      `FROM ${baseImage}\nCOPY --from=quay.io/acme/base /a /\n`,
      `FROM ${baseImage}\nARG X\nCOPY --from=$X /a /\n`,
    ]) {
      await expect(images.ensure(await harness.buildTask({ Dockerfile }), unstopped)).rejects.toMatchObject({
        code: "MLX4038",
      });
    }
  });

  it("starts from a private image", async () => {
    const registry: TestRegistry = await startRegistry({ withUsers: true });
    const base = `${registry.host}/${harness.mark}/base:1`;
    await harness.make(base, "FROM scratch\nCOPY content /\n");
    await harness.push(base, registryUser);
    await harness.remove(base, ...((await inspectImage(engine, base))?.repoDigests ?? []));
    const Dockerfile = `FROM ${base}\nCOPY Dockerfile /\n`;
    const stranger = await harness.open({ processEnv });
    await expect(stranger.ensure(await harness.buildTask({ Dockerfile }), unstopped)).rejects.toMatchObject({
      code: "MLX4033",
    });
    const { username, password } = registryUser;
    const auth = Buffer.from(`${username}:${password}`).toString("base64");
    const images = await harness.open({ processEnv, config: { auths: { [registry.host]: { auth } } } });
    expect((await images.ensure(await harness.buildTask({ Dockerfile }), unstopped)).id).toMatch(/^sha256:/);
    await registry.close();
  });

  it("can be given up, and its step ends", async () => {
    const images = await harness.open({ processEnv });
    const seconds = randomInt(100_000, 900_000).toString();
    const task = await harness.buildTask({
      Dockerfile: `FROM ${baseImage}\nRUN echo started && sleep ${seconds}\n`,
    });
    const stop = new AbortController();
    const reason = new Error("enough");
    const onProgress = (line: string) => line === "started" && stop.abort(reason);
    await expect(images.ensure(task, { signal: stop.signal, onProgress })).rejects.toBe(reason);
    while ((await processesWith(["sleep", seconds])) > 0) await delay(50);
  });

  it("gets the proxies of mlx's environment, and keeps them out of the image", async () => {
    const HTTPS_PROXY = "http://proxy.example.com:3128";
    const images = await harness.open({ processEnv: { ...processEnv, HTTPS_PROXY } });
    const { progress, watched } = collecting();
    const ready = await images.ensure(
      await harness.buildTask({
        Dockerfile: `FROM ${baseImage}\nCOPY . /context\nRUN echo "proxy=$HTTPS_PROXY"\n`,
      }),
      watched,
    );
    expect(progress).toContain(`proxy=${HTTPS_PROXY}`);
    const docker = await engine.client();
    const told = JSON.stringify([
      await docker.getImage(ready.id).inspect(),
      await docker.getImage(ready.id).history(),
    ]);
    expect(told).not.toContain("proxy.example.com");
  });
});

async function processesWith(words: readonly string[]): Promise<number> {
  const wanted = words.join("\0");
  let found = 0;
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => "");
    if (command === `${wanted}\0`) found += 1;
  }
  return found;
}

describe.skipIf(missing !== undefined)("a build in a network of its own", () => {
  it("uses the classic builder, which can", async () => {
    const docker = await engine.client();
    const name = `mlx-${harness.mark}`;
    const network = await docker.createNetwork({ Name: name, Internal: true });
    try {
      const images = await harness.open({ settings: { network: name } });
      const { progress, watched } = collecting();
      await images.ensure(await harness.buildTask({ Dockerfile: `FROM ${baseImage}\nRUN true\n` }), watched);
      expect(progress[0]).toMatch(/^Step 1\//);
      const both = await harness.open({ settings: { network: name, caBundle: "/nowhere/ca.pem" } });
      await expect(
        both.ensure(await harness.buildTask({ Dockerfile: `FROM ${baseImage}\n` }), unstopped),
      ).rejects.toMatchObject({ code: "MLX4035", detail: expect.stringContaining(`the network ${name}`) });
    } finally {
      await network.remove();
    }
  });
});

/** A package index whose certificate nobody trusts; it has `mlx-probe` 1.0. */
interface Index {
  readonly url: string;
  readonly caBundle: string;
  readonly cert: string;
  readonly server: Server;
}

async function startIndex(folder: string): Promise<Index> {
  await mkdir(folder, { recursive: true });
  const script = `import sys, zipfile
folder, name = sys.argv[1:]
info = name + "-1.0.dist-info/"
with zipfile.ZipFile(folder + "/" + name + "-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr(name + ".py", "value = 42\\n")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: " + name + "\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "")
`;
  execFileSync("python3", ["-c", script, folder, "mlx_probe"]);
  const wheel = await readFile(join(folder, "mlx_probe-1.0-py3-none-any.whl"));
  const { cert, key, path } = await makeCertificate(folder, ["127.0.0.1"]);
  const server = createServer({ cert, key }, ({ url = "" }, response) => {
    if (url.endsWith(".whl")) response.end(wheel);
    else if (url === "/simple/mlx-probe/") {
      response.setHeader("Content-Type", "text/html");
      response.end('<a href="/mlx_probe-1.0-py3-none-any.whl">mlx_probe-1.0-py3-none-any.whl</a>');
    } else response.writeHead(404).end();
  });
  const port = await listen(server, "127.0.0.1");
  return { url: `https://127.0.0.1:${port.toString()}/simple`, caBundle: path, cert, server };
}

describe.skipIf(missing !== undefined)("behind a private certificate authority", () => {
  let index: Index;
  beforeAll(async () => {
    index = await startIndex(join(harness.root, "index"));
  });
  afterAll(() => {
    index?.server.closeAllConnections();
    index?.server.close();
  });

  const fetching = `import os, urllib.request, urllib.error
urllib.request.urlopen(os.environ["INDEX"] + "/mlx-probe/")
print("fetched")
`;
  const dockerfile = (line: string) => `FROM ${baseImage} AS base
ENV PIP_CERT= SSL_CERT_FILE=
FROM base
ARG INDEX
COPY . /
${line}
`;

  it.each([
    { what: "a shell", line: "RUN python3 \\\n  # a comment\n  /fetch.py" },
    { what: "a list of words", line: 'RUN ["python3", "/fetch.py"]' },
    { what: "another user", line: "USER nobody\nrun python3 /fetch.py" },
    {
      what: "pip",
      line: "RUN python3 -m pip download -d /tmp --no-deps --index-url $INDEX mlx-probe && echo fetched",
    },
  ])("a step of $what trusts the bundle", async ({ line }) => {
    const { caBundle, url: INDEX } = index;
    const files = { Dockerfile: dockerfile(line), "fetch.py": fetching };
    const build = { args: { INDEX } };
    const without = await harness.open({ settings: { network: "host" } });
    const failure = await without
      .ensure(await harness.buildTask(files, build), unstopped)
      .catch((error) => error);
    expect(failure).toMatchObject({
      code: "MLX4035",
      next: [expect.stringContaining("docker: { build: { caBundle: ./ca.pem } }")],
    });
    expect(failure.summary).toContain("Dockerfile:");

    const images = await harness.open({ settings: { network: "host", caBundle } });
    const { progress, watched } = collecting();
    const ready = await images.ensure(await harness.buildTask(files, build), watched);
    expect(progress).toContain("fetched");
    expect(progress.join("\n")).not.toContain("--mount");
    expect(ready.config.variables).toContain("SSL_CERT_FILE=");
  });

  it("the image does not hold the bundle", async () => {
    const { caBundle, cert, url: INDEX } = index;
    const images = await harness.open({ settings: { network: "host", caBundle } });
    const files = {
      Dockerfile: dockerfile("RUN python3 /fetch.py && ls /dev/mlx-ca.pem"),
      "fetch.py": fetching,
    };
    const ready = await images.ensure(await harness.buildTask(files, { args: { INDEX } }), unstopped);
    expect(await tracesIn(ready, cert)).toEqual([]);
    // That the search finds what is there.
    const held = { Dockerfile: "FROM scratch\nCOPY held /dev/mlx-ca.pem\n", held: cert };
    const other = await images.ensure(await harness.buildTask(held), unstopped);
    expect(await tracesIn(other, cert)).toEqual(["content", "dev/mlx-ca.pem"]);
  });

  it("lines of failures are those of the Dockerfile as it was written", async () => {
    const images = await harness.open({ settings: { network: "host", caBundle: index.caBundle } });
    const failing = `FROM ${baseImage}\nRUN true\nFROM ${baseImage}\n\nRUN exit 5\n`;
    await expect(
      images.ensure(await harness.buildTask({ Dockerfile: failing }), unstopped),
    ).rejects.toMatchObject({
      summary: "a step of the build failed, Dockerfile:5: RUN exit 5",
    });
    const wrong = `FROM ${baseImage}\nFROM ${baseImage}\n\nFRO x\n`;
    await expect(
      images.ensure(await harness.buildTask({ Dockerfile: wrong }), unstopped),
    ).rejects.toMatchObject({
      detail: expect.stringContaining("line 4: unknown instruction: FRO"),
    });
  });

  it("needs a bundle that can be read, and BuildKit", async () => {
    const task = await harness.buildTask({ Dockerfile: `FROM ${baseImage}\n` });
    const absent = await harness.open({ settings: { caBundle: join(harness.root, "none.pem") } });
    await expect(absent.ensure(task, unstopped)).rejects.toMatchObject({
      code: "MLX4035",
      summary: expect.stringContaining("none.pem cannot be read"),
    });
    const classic = await harness.open({
      processEnv: { DOCKER_BUILDKIT: "0" },
      settings: { caBundle: index.caBundle },
    });
    await expect(classic.ensure(task, unstopped)).rejects.toMatchObject({
      code: "MLX4035",
      detail: expect.stringContaining("DOCKER_BUILDKIT=0"),
    });
  });

  describe("a recipe with source", () => {
    const source = { source: "./recipe" };
    const settings = () => ({
      network: "host",
      caBundle: index.caBundle,
      args: { PIP_INDEX_URL: index.url },
    });

    it("runs in its base image where it requires nothing", async () => {
      const images = await harness.open({ settings: { baseImage } });
      const snapshot = await harness.artifacts.add({ "train.py": "" });
      const ready = await images.ensure(harness.task(source, { source: snapshot }), unstopped);
      expect(ready.id).toBe((await inspectImage(engine, baseImage))?.id);
      expect(ready.lock.runtime).toBe(`image ${baseImage} (id ${ready.id})`);
    });

    it("has its requirements over the base image, made once", async () => {
      const base = `${harness.mark}/base:1`;
      await harness.make(
        base,
        `FROM ${baseImage}\nENV PIP_CERT= SSL_CERT_FILE= PATH=/usr/bin:/bin:/somewhere\nUSER 1234\nENTRYPOINT ["/bin/false"]\n`,
      );
      const images = await harness.open({ settings: { ...settings(), baseImage: base } });
      const files = {
        "requirements.txt": `# ${randomUUID()}\n-r more/probe.txt\n`,
        "more/probe.txt": "mlx_probe\n",
      };
      const snapshot = await harness.artifacts.add({ ...files, "train.py": "1" });
      const task = harness.task(source, { source: snapshot });
      const { progress, watched } = collecting();
      const [ready, same] = await Promise.all([images.ensure(task, watched), images.ensure(task, watched)]);
      expect(same).toEqual(ready);
      expect(progress.filter((line) => line.startsWith("installing the requirements over"))).toHaveLength(1);
      expect(ready.lock.packages).toContain("mlx-probe==1.0");
      expect(ready.lock.packages).toEqual([...ready.lock.packages].sort());
      expect(ready.lock.runtime).toBe(`image ${base} (id ${(await inspectImage(engine, base))?.id ?? ""})`);
      expect(ready.config).toMatchObject({ user: "1234", entrypoint: ["/bin/false"] });
      expect(ready.config.variables).toContain("PATH=/opt/mlx/venv/bin:/usr/bin:/bin:/somewhere");
      for (const python of ["python", "python3"]) {
        expect(
          await runIn(ready, [python, "-c", "import mlx_probe, os; print(mlx_probe.value, os.getuid())"]),
        ).toBe("42 1234\n");
      }

      progress.length = 0;
      // Other code, the same requirements.
      const edited = await harness.artifacts.add({ ...files, "train.py": "2" });
      expect(await images.ensure({ ...task, source: edited }, watched)).toEqual(ready);
      // The base image under that name is another one by now; the task stays with the one that it is pinned to.
      const pinned = await images.resolve(base, "never");
      await harness.make(base, "FROM scratch\nCOPY content /\n");
      const more = await harness.artifacts.add({
        ...files,
        "requirements.txt": `mlx-probe==1.0 # ${randomUUID()}\n`,
      });
      const again = await images.ensure({ ...task, source: more, image: pinned }, unstopped);
      expect(again.lock.packages).toEqual(ready.lock.packages);
      expect(progress).toEqual([]);
      await harness.remove(`mlx/base:${pinned.digest.slice(7, 19)}`);
    });

    it("names a requirement that cannot be installed", async () => {
      const images = await harness.open({ settings: { ...settings(), baseImage } });
      const snapshot = await harness.artifacts.add({ "requirements.txt": "mlx-absent==3\n" });
      await expect(
        images.ensure(harness.task(source, { source: snapshot }), unstopped),
      ).rejects.toMatchObject({
        code: "MLX4003",
        summary: "there is no package or version that satisfies mlx-absent==3",
      });
      const { caBundle: _, ...unknown } = settings();
      const stranger = await harness.open({ settings: { ...unknown, baseImage } });
      await expect(
        stranger.ensure(harness.task(source, { source: snapshot }), unstopped),
      ).rejects.toMatchObject({
        code: "MLX4035",
        summary: "the certificate of the package index was refused",
        next: [expect.stringContaining("caBundle")],
      });
    });
  });
});

/** What of the bundle is in a layer, the configuration or the history: its content, the paths of its file. */
async function tracesIn(image: ReadyImage, cert: string): Promise<readonly string[]> {
  const docker = await engine.client();
  const [, line = ""] = cert.split("\n");
  const traces = new Set<string>();
  const saved = extract();
  (await docker.getImage(image.name).get()).pipe(saved);
  for await (const entry of saved) {
    const bytes = await buffer(entry);
    if (bytes.includes(line)) traces.add("content");
    // A tar archive has its mark at this place.
    if (bytes.toString("latin1", 257, 262) !== "ustar") continue;
    const layer = extract();
    Readable.from(bytes, { objectMode: false }).pipe(layer);
    for await (const file of layer) {
      if (file.header.name.endsWith("mlx-ca.pem")) traces.add(file.header.name);
      file.resume();
    }
  }
  return [...traces].sort();
}
