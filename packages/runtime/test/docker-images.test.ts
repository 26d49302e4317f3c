/** Images from a real registry, by the machine's engine. */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import type { PinnedImage } from "@mlx/core";
import { digestOf } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDocker } from "../src/docker/engine/check-docker.ts";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
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

const missing = await missingForImages();

describe.skipIf(missing !== undefined)("images of registries", () => {
  let harness: ImagesHarness;
  let registry: TestRegistry;
  let locked: TestRegistry;
  beforeAll(async () => {
    harness = await createImagesHarness();
    registry = await startRegistry();
    locked = await startRegistry({ withUsers: true });
  });
  afterAll(async () => {
    await harness.close();
    await registry.close();
    await locked.close();
  });

  const nameOf = ({ host }: TestRegistry, name: string) => `${host}/${harness.mark}/${name}`;
  const small = "FROM scratch\nCOPY content /\nLABEL of=test\n";

  /** An image that is in the registry and no longer here; returns its name and digest. */
  async function publish(name: string, to = registry): Promise<PinnedImage> {
    const reference = nameOf(to, name);
    await harness.make(reference, small);
    await harness.push(reference, to === locked ? registryUser : undefined);
    const [digest = ""] = (await inspectImage(engine, reference))?.repoDigests ?? [];
    await harness.remove(reference, digest);
    return { reference, digest: `sha256:${digest.split("@sha256:")[1] ?? ""}`, local: false };
  }

  describe("resolving", () => {
    it("says what the registry says, without fetching", async () => {
      const image = await publish("asked:1");
      const images = await harness.open();
      expect(await images.resolve(image.reference, "missing")).toEqual(image);
      expect(await images.resolve(image.reference, "always")).toEqual(image);
      expect(await inspectImage(engine, image.reference)).toBeUndefined();
      await expect(images.resolve(image.reference, "never")).rejects.toMatchObject({
        code: "MLX4032",
        detail: expect.stringContaining("pull: never"),
      });
    });

    it("takes what is here, unless it is to ask each time", async () => {
      const first = await publish("moved:1");
      const images = await harness.open();
      await images.ensure(harness.task({ image: first.reference }), unstopped);
      // Somebody else pushes another image under the same tag.
      await harness.make(`${harness.mark}/other`, small);
      const docker = await engine.client();
      await docker.getImage(`${harness.mark}/other`).tag({ repo: nameOf(registry, "moved"), tag: "1" });
      await harness.push(first.reference);
      const second = (await inspectImage(engine, `${harness.mark}/other`))?.repoDigests[0]?.split("@")[1];
      await docker
        .getImage(`${nameOf(registry, "moved")}@${first.digest}`)
        .tag({ repo: nameOf(registry, "moved"), tag: "1" });

      expect(await images.resolve(first.reference, "missing")).toEqual(first);
      expect(await images.resolve(first.reference, "never")).toEqual(first);
      expect(await images.resolve(first.reference, "always")).toEqual({ ...first, digest: second });
    });

    it("pins an image that was made here by its id", async () => {
      const images = await harness.open();
      const here = await inspectImage(engine, baseImage);
      for (const pull of ["missing", "always", "never"] as const) {
        expect(await images.resolve(baseImage, pull)).toEqual({
          reference: baseImage,
          digest: here?.id,
          local: true,
        });
      }
    });

    it("asks nobody for a digest that is written", async () => {
      const reference = `127.0.0.1:${(await freePort()).toString()}/retail@sha256:${"a".repeat(64)}`;
      const images = await harness.open();
      expect(await images.resolve(reference, "missing")).toEqual({
        reference,
        digest: `sha256:${"a".repeat(64)}`,
        local: false,
      });
    });
  });

  describe("fetching", () => {
    it("gets what is pinned, tells how it goes, and needs the registry once", async () => {
      const own = await startRegistry();
      const image = await publish("fetched:1", own);
      const images = await harness.open();
      const progress: string[] = [];
      const onProgress = (line: string) => progress.push(line);
      const task = harness.task({ image: image.reference }, { image });
      const ready = await images.ensure(task, { ...unstopped, onProgress });
      await own.close();
      expect(progress[0]).toBe(`pulling ${nameOf(own, "fetched")}`);
      expect(ready.name).toBe(`${nameOf(own, "fetched")}@${image.digest}`);
      expect(ready.id).toMatch(/^sha256:[\da-f]{64}$/);
      expect(ready.lock.runtime).toBe(`image ${image.reference}@${image.digest}`);
      expect(await images.ensure(task, unstopped)).toEqual(ready);
      const container = { profile: "strict", pull: "never" } as const;
      expect(await images.ensure({ ...task, container }, unstopped)).toEqual(ready);
    });

    it("says what is missing where the registry does not answer", async () => {
      const host = `127.0.0.1:${(await freePort()).toString()}`;
      const image: PinnedImage = {
        reference: `${host}/retail:1`,
        digest: `sha256:${"b".repeat(64)}`,
        local: false,
      };
      const images = await harness.open();
      const task = harness.task({ image: image.reference }, { image });
      const failure = {
        code: "MLX4034",
        summary: `${host}/retail@${image.digest} cannot be fetched: ${host} does not answer as it should`,
        detail: expect.stringContaining("The image is not on this machine. Docker says:"),
      };
      await expect(images.ensure(task, unstopped)).rejects.toMatchObject(failure);
      await expect(images.resolve(`${host}/retail:1`, "missing")).rejects.toMatchObject({ code: "MLX4034" });
      const container = { profile: "strict", pull: "never" } as const;
      await expect(images.ensure({ ...task, container }, unstopped)).rejects.toMatchObject({
        code: "MLX4032",
      });
    });

    it("says so when the registry has no such image", async () => {
      const images = await harness.open();
      const reference = nameOf(registry, "absent:7");
      const failure = { code: "MLX4032", summary: `there is no image ${reference}` };
      await expect(images.resolve(reference, "missing")).rejects.toMatchObject(failure);
      const image: PinnedImage = { reference, digest: `sha256:${"c".repeat(64)}`, local: false };
      await expect(
        images.ensure(harness.task({ image: reference }, { image }), unstopped),
      ).rejects.toMatchObject({
        code: "MLX4032",
      });
    });

    it("says so when an image that was made here has gone", async () => {
      const image: PinnedImage = { reference: "gone:1", digest: `sha256:${"d".repeat(64)}`, local: true };
      const images = await harness.open();
      await expect(
        images.ensure(harness.task({ image: "gone:1" }, { image }), unstopped),
      ).rejects.toMatchObject({
        code: "MLX4032",
        detail: expect.stringContaining("no registry has it"),
      });
    });

    it("can be given up, and the engine gives it up too", async () => {
      const stop = new AbortController();
      const { server, asked, closed } = createSlowRegistry();
      const host = `127.0.0.1:${(await listen(server, "127.0.0.1")).toString()}`;
      const images = await harness.open();
      const waiting = images.ensure(harness.task({ image: `${host}/slow:1` }), {
        ...unstopped,
        signal: stop.signal,
      });
      await Promise.race([asked, waiting]);
      const reason = new Error("enough");
      stop.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      await closed;
      server.close();
    });

    it("can be given up while the registry thinks", async () => {
      const stop = new AbortController();
      const reason = new Error("enough");
      const server = createServer(() => stop.abort(reason));
      const host = `127.0.0.1:${(await listen(server, "127.0.0.1")).toString()}`;
      const images = await harness.open();
      const task = harness.task({ image: `${host}/silent:1` });
      await expect(images.ensure(task, { ...unstopped, signal: stop.signal })).rejects.toBe(reason);
      server.closeAllConnections();
      server.close();
    });

    it("comes from allowed registries only, or from this machine", async () => {
      const image = await publish("restricted:1");
      const elsewhere = await harness.open({ settings: { registries: ["ghcr.io/acme"] } });
      const failure = { code: "MLX4038", detail: expect.stringContaining("ghcr.io/acme") };
      await expect(elsewhere.resolve(image.reference, "missing")).rejects.toMatchObject(failure);
      await expect(
        elsewhere.ensure(harness.task({ image: image.reference }, { image }), unstopped),
      ).rejects.toMatchObject(failure);
      expect(await elsewhere.resolve(baseImage, "missing")).toMatchObject({ local: true });
      const here = await harness.open({ settings: { registries: [`${registry.host}/${harness.mark}`] } });
      expect(await here.resolve(image.reference, "missing")).toEqual(image);
    });
  });

  describe("credentials", () => {
    const encode = ({ username, password }: typeof registryUser) =>
      Buffer.from(`${username}:${password}`).toString("base64");

    it("are those that docker login has stored", async () => {
      const image = await publish("private:1", locked);
      const task = harness.task({ image: image.reference }, { image });
      const stranger = await harness.open();
      await expect(stranger.resolve(image.reference, "missing")).rejects.toMatchObject({ code: "MLX4033" });
      await expect(stranger.ensure(task, unstopped)).rejects.toMatchObject({ code: "MLX4033" });
      const wrong = { auths: { [locked.host]: { auth: encode({ ...registryUser, password: "please" }) } } };
      const forgetful = await harness.open({ config: wrong });
      await expect(forgetful.ensure(task, unstopped)).rejects.toMatchObject({ code: "MLX4033" });

      const images = await harness.open({
        config: { auths: { [locked.host]: { auth: encode(registryUser) } } },
      });
      expect(await images.resolve(image.reference, "missing")).toEqual(image);
      expect((await images.ensure(task, unstopped)).name).toContain(image.digest);
    });

    it("come from helpers, and a helper that fails is told of", async () => {
      const image = await publish("helped:1", locked);
      const bin = join(harness.root, "bin");
      await mkdir(bin);
      const asked = join(bin, "asked");
      const helper = `#!/bin/sh\n[ "$1" = get ] && cat > ${asked}\necho '{"ServerURL":"","Username":"${registryUser.username}","Secret":"${registryUser.password}"}'\n`;
      await writeFile(join(bin, "docker-credential-mlxtest"), helper);
      await writeFile(
        join(bin, "docker-credential-mlxbad"),
        "#!/bin/sh\necho the keychain is locked; exit 1\n",
      );
      for (const name of ["mlxtest", "mlxbad"]) await chmod(join(bin, `docker-credential-${name}`), 0o755);
      const processEnv = { PATH: `${bin}:${process.env.PATH ?? ""}` };

      const one = await harness.open({ processEnv, config: { credHelpers: { [locked.host]: "mlxtest" } } });
      expect(await one.resolve(image.reference, "missing")).toEqual(image);
      expect(await readFile(asked, "utf8")).toBe(locked.host);
      const all = await harness.open({ processEnv, config: { credsStore: "mlxtest" } });
      expect(await all.resolve(image.reference, "missing")).toEqual(image);
      const broken = await harness.open({ processEnv, config: { credsStore: "mlxbad" } });
      await expect(broken.resolve(image.reference, "missing")).rejects.toMatchObject({
        code: "MLX4033",
        detail: expect.stringContaining("docker-credential-mlxbad failed: the keychain is locked"),
      });
      const absent = await harness.open({ processEnv, config: { credsStore: "mlxnone" } });
      await expect(absent.resolve(image.reference, "missing")).rejects.toMatchObject({
        code: "MLX4033",
        detail: expect.stringContaining("docker-credential-mlxnone"),
      });
    });
  });

  it.each([500, 503, 429])("a registry that answers %i may do better later", async (status) => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/v2/" ? 200 : status;
      response.end();
    });
    const host = `127.0.0.1:${(await listen(server, "127.0.0.1")).toString()}`;
    const images = await harness.open();
    await expect(images.resolve(`${host}/retail:1`, "missing")).rejects.toMatchObject({ code: "MLX4034" });
    await expect(
      images.ensure(harness.task({ image: `${host}/retail@sha256:${"e".repeat(64)}` }), unstopped),
    ).rejects.toMatchObject({ code: "MLX4034" });
    server.close();
  });

  it("a certificate that the engine does not trust is told from other failures", async () => {
    // Of 127.0.0.0/8 the engine checks no certificate.
    const address = Object.values(networkInterfaces())
      .flat()
      .find((found) => found?.family === "IPv4" && !found.internal)?.address;
    expect(address).toBeDefined();
    const host = address ?? "";
    const { cert, key } = await makeCertificate(join(harness.root, "tls"), [host]);
    const server = createTlsServer({ cert, key }, (_, response) => response.end());
    const name = `${host}:${(await listen(server, host)).toString()}`;
    const images = await harness.open();
    const failure = { code: "MLX4036", summary: `the certificate of ${name} was refused` };
    await expect(images.resolve(`${name}/retail:1`, "missing")).rejects.toMatchObject(failure);
    await expect(
      images.ensure(harness.task({ image: `${name}/retail@sha256:${"f".repeat(64)}` }), unstopped),
    ).rejects.toMatchObject(failure);
    server.close();
  });

  it("the engine's mark stays the same while it runs, and the doctor finds it", async () => {
    const other = connectEngine({ processEnv: process.env, home: harness.root });
    expect(await other.mark()).toBe(await engine.mark());
    expect(await checkDocker(engine)).toEqual([
      { name: "Docker", outcome: "ok", detail: expect.stringMatching(/^(?:Rootless e|E)ngine \d+\.\d+/) },
    ]);
  });
});

/** Has one image, whose layer never comes to its end. */
function createSlowRegistry(): {
  readonly server: Server;
  /** The engine has a part of the layer. */
  readonly asked: Promise<void>;
  /** It waits for it no longer. */
  readonly closed: Promise<void>;
} {
  const layer = `sha256:${"1".repeat(64)}` as const;
  const config = JSON.stringify({
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [layer] },
    history: [{ created: "2024-01-01T00:00:00Z" }],
  });
  const type = "application/vnd.docker.distribution.manifest.v2+json";
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: type,
    config: {
      mediaType: "application/vnd.docker.container.image.v1+json",
      size: config.length,
      digest: digestOf(config),
    },
    layers: [
      { mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", size: 1_000_000, digest: layer },
    ],
  });
  const asked = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const server = createServer(({ url = "", method }, response) => {
    if (url.endsWith(layer)) {
      response.setHeader("Content-Length", 1_000_000);
      // The engine looks whether it is still wanted when bytes arrive.
      const drip = setInterval(() => response.write(Buffer.alloc(100), () => asked.resolve()), 20);
      response.once("close", () => {
        clearInterval(drip);
        closed.resolve();
      });
      return;
    }
    const content = url === "/v2/" ? "" : url.includes("/blobs/") ? config : manifest;
    response.setHeader("Content-Type", type);
    response.setHeader("Content-Length", content.length);
    response.setHeader("Docker-Content-Digest", digestOf(content));
    response.end(method === "HEAD" ? undefined : content);
  });
  return { server, asked: asked.promise, closed: closed.promise };
}
