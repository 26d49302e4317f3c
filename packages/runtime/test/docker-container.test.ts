/** What a container is really given, asked from inside of it. */
import { randomUUID } from "node:crypto";
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DatasetFile } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectOutputs } from "../src/contract/collect-outputs.ts";
import type { ContainerHarness, RanContainer } from "./docker-container-harness.ts";
import { baseImage, createContainerHarness, missingForDocker } from "./docker-container-harness.ts";

const missing = await missingForDocker();
if (missing !== undefined) console.warn(`containers are not tested: ${missing}`);

describe.skipIf(missing !== undefined)("a container", () => {
  let harness: ContainerHarness;
  beforeAll(async () => {
    harness = await createContainerHarness();
  });
  afterAll(() => harness?.close());

  /** Runs Python that prints one JSON value. */
  async function ask(
    code: string,
    changes: Parameters<ContainerHarness["run"]>[0] = {},
    options: Parameters<ContainerHarness["run"]>[1] = {},
  ): Promise<RanContainer & { readonly said: unknown }> {
    const ran = await harness.run({ command: ["python3", "-c", code], ...changes }, options);
    expect(ran.stderr).toBe("");
    expect(ran.exitCode).toBe(0);
    return { ...ran, said: JSON.parse(ran.stdout) };
  }

  it("is confined: strict", async () => {
    const { said, inspected } = await ask(
      `${tools}
print(json.dumps({
  "caps": [status("CapEff"), status("CapBnd"), status("NoNewPrivs"), status("Seccomp")],
  "root": attempt(lambda: open("/file", "w")), "etc": attempt(lambda: open("/etc/passwd", "a")),
  "tmp": attempt(lambda: run_from("/tmp")), "home": attempt(lambda: run_from("/tmp/home")),
  "tmpSize": os.statvfs("/tmp").f_blocks * os.statvfs("/tmp").f_frsize >> 20,
  "shm": os.statvfs("/dev/shm").f_blocks * os.statvfs("/dev/shm").f_frsize >> 20,
  "who": [os.getuid() != 0, getpass.getuser(), os.path.expanduser("~"), os.environ["USER"]],
  "host": [socket.gethostname(), socket.gethostbyname(socket.gethostname())],
  "interfaces": [name for _, name in socket.if_nameindex() if name in ("lo", "eth0")],
  "limits": [limit("memory", "memory.limit_in_bytes", "memory.max"), limit("pids", "pids.max", "pids.max"),
    cpus(), resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 1024, resource.getrlimit(resource.RLIMIT_CORE)],
  "told": [E[name] for name in ("MLX_CPU_LIMIT", "MLX_MEMORY_LIMIT_BYTES", "OMP_NUM_THREADS", "SM_NUM_CPUS", "SM_NUM_GPUS", "SM_HOSTS")],
  "oom": open("/proc/self/oom_score_adj").read().strip(), "init": os.getpid() != 1,
  "cgroup": all(line.strip().endswith(":/") for line in open("/proc/self/cgroup")),
}))`,
      {
        specification: { type: "ContainerTaskSpec", cpus: 1.5, memoryInMB: 512 },
        container: { profile: "strict", pull: "never", pids: 100, tmpSizeInMB: 64 },
      },
    );
    const none = "0000000000000000";
    expect(said).toEqual({
      caps: [none, none, "1", "2"],
      root: "Read-only file system",
      etc: "Permission denied",
      tmp: "Permission denied",
      home: "Permission denied",
      tmpSize: 64,
      shm: 256,
      who: [true, "mlx", "/tmp/home", "mlx"],
      host: ["algo-1", "127.0.0.1"],
      interfaces: ["lo"],
      limits: [(512 * 2 ** 20).toString(), "100", 1.5, true, [0, 0]],
      told: ["1.5", (512 * 2 ** 20).toString(), "1", "2", "0", '["algo-1"]'],
      oom: "500",
      init: true,
      cgroup: true,
    });
    expect(inspected.Mounts.filter(({ Type }) => Type === "volume")).toEqual([]);
  });

  it("is as its image wants it: sagemaker", async () => {
    const { said } = await ask(
      `${tools}
os.chown("/opt/ml/model", 12, 34)
print(json.dumps([status("CapEff"), os.getuid(), E.get("HOME"), attempt(lambda: open("/file", "w")), attempt(lambda: run_from("/tmp")),
  [name for _, name in socket.if_nameindex() if name in ("lo", "eth0")], E["SM_NETWORK_INTERFACE_NAME"],
  [entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), 80, socket.AF_INET, socket.SOCK_STREAM)][0] != ""]))`,
      { container: { profile: "sagemaker", pull: "never" } },
    );
    expect(said).toEqual(["00000000000000eb", 0, "/root", "", "", ["lo", "eth0"], "eth0", true]);
  });

  it.each([
    ["strict, as mlx's own", { profile: "strict" } as const, undefined],
    ["a number of the recipe", { profile: "strict", user: "1234:567" } as const, undefined],
    [
      "another than mlx, who is not root",
      { profile: "strict", user: "1234" } as const,
      { uid: 4321, gid: 4321 },
    ],
    [
      "the image's, without capabilities",
      { profile: "strict", user: "image" } as const,
      { uid: 4321, gid: 4321 },
    ],
  ])("lets its user write where it is to write, and read all: %s", async (_, container, self) => {
    const source = await harness.artifacts.add({ "train.py": writeEverywhere });
    const ran = await harness.run(
      {
        origin: { source: "./recipe" },
        source,
        outputChannels: ["predictions"],
        container: { ...container, pull: "never" },
      },
      self && { self },
    );
    expect([ran.stderr, ran.exitCode]).toEqual(["", 0]);
    const refused = "Read-only file system";
    expect(JSON.parse(ran.stdout)).toEqual({
      written: ["", "", "", "", "", ""],
      refused: [refused, refused, refused],
      started: ["/opt/ml/code", ["train.py"], "train"],
    });
    const { ml, checkpoints } = ran.folder;
    expect(await readFile(join(ml, "output", "data", "predictions", "file"), "utf8")).toBe("x");
    expect(await readFile(join(checkpoints, "file"), "utf8")).toBe("x");
  });

  it("gives secrets to the program, and tells them to nobody", async () => {
    const secret = `a'b"c $HOME\nd-secret`;
    const { said, inspected } = await ask(
      `${tools}
seen = open("/run/secrets/TOKEN").read()
mode = os.stat("/run/secrets/TOKEN").st_mode & 0o777
print(json.dumps([E["TOKEN"], E["SM_HP_API_KEY"], seen, open("/run/secrets/SM_HP_api-key").read(), json.loads(E["SM_HPS"])["api-key"],
  E["GREETING"], mode, attempt(lambda: open("/run/secrets/TOKEN", "w")), sys.argv]))`,
      {
        env: { TOKEN: secret, GREETING: "hello" },
        parameters: { "api-key": secret, short: "xy" },
        secretValues: [secret, "xy"],
      },
    );
    const five = Array.from({ length: 5 }, () => secret);
    expect(said).toEqual([...five, "hello", 0o400, "Read-only file system", ["-c"]]);
    expect(JSON.stringify(inspected)).not.toMatch(/d-secret|:\\*"xy|=xy"/);
    expect(inspected.Config.Env).toContain("GREETING=hello");
  });

  it("keeps the image's entry point in front, also with secrets", async () => {
    const image = await harness.build(
      `FROM ${baseImage}\nENTRYPOINT ["/bin/sh", "-c", "echo entry; exec \\"$@\\"", "entry"]\nENV OMP_NUM_THREADS=7 HF_HOME=/models`,
    );
    const command = ["/bin/sh", "-c", "echo $TOKEN $OMP_NUM_THREADS $HF_HOME"];
    const secrets = { env: { TOKEN: "s3cret" }, secretValues: ["s3cret"] };
    expect((await harness.run({ command }, { image })).stdout).toBe("entry\n7 /models\n");
    expect((await harness.run({ command, ...secrets }, { image })).stdout).toBe("entry\ns3cret 7 /models\n");
    const own = { profile: "strict", pull: "never", entrypoint: ["/usr/bin/env", "A=1"] } as const;
    const over = await harness.run({ command: ["/bin/sh", "-c", "echo $A"], container: own }, { image });
    expect(over.stdout).toBe("1\n");
  });

  it("refuses before the start to give secrets to an image without a shell", async () => {
    const image = await harness.build(`FROM scratch\nCOPY Dockerfile /train`);
    const running = harness.run({ env: { TOKEN: "s3cret" }, secretValues: ["s3cret"] }, { image });
    await expect(running).rejects.toMatchObject({ code: "MLX4039" });
  });

  it.each([
    ["/opt/ml", 1],
    ["/opt/ml/model", 0],
    ["/opt/ml/output/data", 0],
    ["/opt/ml/checkpoints /opt/ml/model/sub", 0],
    ["/opt/ml/processing/output /opt/ml/processing/input", 0],
  ])("keeps what is written to VOLUME %s", async (volume, others) => {
    const image = await harness.build(`FROM ${baseImage}\nVOLUME ${volume}`);
    const write =
      "for f in output/data checkpoints processing/output/predictions; do echo x > /opt/ml/$f/file; done";
    const model = "echo x > /opt/ml/model/file";
    const ran = await harness.run(
      { task: "score", outputChannels: ["predictions"], command: ["/bin/sh", "-c", `${write}; ${model}`] },
      { image },
    );
    expect([ran.stderr, ran.exitCode]).toEqual(["", 0]);
    // Of `/opt/ml` itself the engine makes a volume; it holds none of the contract's folders.
    expect(ran.inspected.Mounts.filter(({ Type }) => Type === "volume")).toHaveLength(others);
    const { ml, checkpoints } = ran.folder;
    const data = join(ml, "output", "data");
    for (const folder of [join(ml, "model"), data, checkpoints, join(data, "predictions")]) {
      expect(await readdir(folder)).toContain("file");
    }
  });

  it.each([
    ["handed over", undefined],
    ["opened for all", { uid: 4321, gid: 4321 }],
  ])("follows no link that an attempt left among the checkpoints: %s", async (_, self) => {
    const container = { profile: "strict", pull: "never", user: "1234" } as const;
    const image = await harness.build(`FROM ${baseImage}\nVOLUME /opt/ml/checkpoints/a/x`);
    const outside = await mkdtemp(join(harness.root, "outside-"));
    await mkdir(join(outside, "there"));
    const before = await lstat(outside);
    const runId = randomUUID();
    const first = `cd /opt/ml/checkpoints && echo x > a/x/file && mv a b && ln -s ${outside} a && ln -s ${outside} c`;
    const attempts = [first, "echo x > /opt/ml/checkpoints/kept; echo x > /opt/ml/checkpoints/a/x/file"];
    for (const [index, script] of attempts.entries()) {
      const ran = await harness.run(
        { runId, attempt: index + 1, container, command: ["/bin/sh", "-c", script] },
        { image, ...(self && { self }) },
      );
      expect([ran.stderr, ran.exitCode]).toEqual(["", 0]);
      const { checkpoints, root } = ran.folder;
      const below = ran.inspected.Mounts.filter(({ Source }) => Source.startsWith(`${checkpoints}/`));
      expect(below).toEqual([]);
      const volume = ran.inspected.Mounts.find(({ Destination }) => Destination.endsWith("/a/x"));
      expect(volume?.Source.startsWith(`${root}/`)).toBe(true);
      expect(await readdir(checkpoints)).toEqual(index === 0 ? ["a", "b", "c"] : ["a", "b", "c", "kept"]);
    }
    const { mode, uid, gid } = await lstat(outside);
    expect([mode, uid, gid]).toEqual([before.mode, before.uid, before.gid]);
    expect(await readdir(outside, { recursive: true })).toEqual(["there"]);
  });

  it("does not mount what stands in the place of the checkpoints", async () => {
    const runId = randomUUID();
    const { checkpoints } = (await harness.run({ runId, command: ["true"] })).folder;
    const outside = await mkdtemp(join(harness.root, "outside-"));
    await rm(checkpoints, { recursive: true });
    await symlink(outside, checkpoints);
    await expect(harness.run({ runId, attempt: 2, command: ["true"] })).rejects.toMatchObject({
      code: "MLX4037",
    });
    expect(await readdir(join(dirname(checkpoints), "attempts", "2"))).not.toContain("ml");
  });

  it.each(["", "VOLUME /opt/ml", "VOLUME /opt/ml/code"])(
    "leaves an image the code that it has below /opt/ml: %s",
    async (volume) => {
      const image = await harness.build(
        `FROM ${baseImage}\nRUN mkdir -p /opt/ml/code /opt/ml/model && echo print\\(1\\) > /opt/ml/code/train.py\n${volume}`,
      );
      for (const profile of ["strict", "sagemaker"] as const) {
        const container = { profile, pull: "never" } as const;
        const ran = await harness.run(
          { command: ["python3", "/opt/ml/code/train.py"], container },
          { image },
        );
        expect([ran.stderr, ran.stdout]).toEqual(["", "1\n"]);
      }
    },
  );

  it.each([10, 300])("reads %i input files, and cannot change them", async (count) => {
    const folder = join(harness.root, `data-${count}`);
    await mkdir(join(folder, "part"), { recursive: true });
    const files = await Promise.all(
      Array.from({ length: count }, async (_, index): Promise<DatasetFile> => {
        const path = join(folder, "part", `${index}:x.csv`);
        await writeFile(path, `${index}\n`, { mode: index === 3 ? 0o600 : 0o644 });
        const { size, mtimeMs } = await stat(path);
        return { name: `part/${index}:x.csv`, path, size, modifiedAt: mtimeMs };
      }),
    );
    const readable = count === 300 ? files.filter(({ name }) => !name.startsWith("part/3:")) : files;
    const ran = await ask(
      `${tools}
folder = E["SM_CHANNEL_TRAIN"] + "/part"
names = os.listdir(folder)
print(json.dumps([folder, len(names), sum(int(open(os.path.join(folder, name)).read()) for name in names),
  attempt(lambda: open(os.path.join(folder, "0:x.csv"), "w")), attempt(lambda: open(os.path.join(folder, "new"), "w")),
  attempt(lambda: os.remove(os.path.join(folder, "0:x.csv")))]))`,
      { inputs: { train: readable } },
    );
    const sum = readable.reduce((total, { name }) => total + Number(/\d+/.exec(name)?.[0]), 0);
    const refused = Array.from({ length: 3 }, () => "Read-only file system");
    expect(ran.said).toEqual(["/opt/ml/input/data/train/part", readable.length, sum, ...refused]);
    expect(await readFile(join(folder, "part", "0:x.csv"), "utf8")).toBe("0\n");
    const sources = ran.inspected.Mounts.map(({ Source }) => Source).filter((it) => it.startsWith(folder));
    // None where the file system lets copies share their blocks; the closed file is copied anywhere.
    expect([0, count === 300 ? 1 : count - 1]).toContain(sources.length);
  });

  it("says that an input changed that was mounted", async () => {
    const path = join(harness.root, "changing.csv");
    await writeFile(path, "before\n");
    const { size, mtimeMs } = await stat(path);
    const input = { name: "changing.csv", path, size, modifiedAt: mtimeMs };
    const { folder } = await harness.run({ command: ["true"], inputs: { train: [input] } });
    const job = { version: 1, outputChannels: [], inputs: [{ channel: "train", ...input }] };
    await writeFile(folder.job, JSON.stringify(job));
    expect((await collectOutputs(folder)).warnings).toEqual([]);
    await writeFile(path, "after it\n");
    const [warning] = (await collectOutputs(folder)).warnings;
    expect(warning).toBe(`the input ${path} changed or was removed while the task ran`);
  });

  it("gives a model read-only to score, and the layout of a processing job", async () => {
    const artifact = await harness.artifacts.add({ "model.bin": "weights" });
    const { said, folder } = await ask(
      `${tools}
open("/opt/ml/processing/output/predictions/p.csv", "w").close()
print(json.dumps([open("/opt/ml/model/model.bin").read(), attempt(lambda: open("/opt/ml/model/new", "w")),
  os.listdir("/opt/ml/processing/input"), E["MLX_MODEL_REF"]]))`,
      {
        task: "score",
        model: { ref: "model/i@v3", artifact },
        inputs: { scoring: [] },
        outputChannels: ["predictions"],
      },
    );
    expect(said).toEqual(["weights", "Read-only file system", ["scoring"], "model/i@v3"]);
    expect(await readdir(join(folder.ml, "output", "data", "predictions"))).toEqual(["p.csv"]);
  });

  it("inherits a proxy and its certificates where the recipe says so", async () => {
    const bundle = join(harness.root, "ca.pem");
    await writeFile(bundle, "certificates");
    const processEnv = {
      https_proxy: "http://me:passw0rd@proxy:3128",
      NO_PROXY: "localhost",
      SSL_CERT_FILE: bundle,
    };
    const code = `${tools}
print(json.dumps([[E.get(name) for name in ("HTTPS_PROXY", "https_proxy", "no_proxy", "http_proxy")],
  open(E["SSL_CERT_FILE"]).read() if "SSL_CERT_FILE" in E and "mlx" in E["SSL_CERT_FILE"] else ""]))`;
    const inherit = { profile: "strict", pull: "never", proxy: "inherit" } as const;
    const { said, inspected } = await ask(code, { container: inherit }, { processEnv });
    const url = "http://me:passw0rd@proxy:3128";
    expect(said).toEqual([[url, url, "localhost", null], "certificates"]);
    expect(JSON.stringify(inspected)).not.toContain("passw0rd");
    expect((await ask(code, {}, { processEnv })).said).toEqual([[null, null, null, null], ""]);
  });
});

const tools = `import getpass, json, os, resource, shutil, socket, subprocess, sys
E = os.environ
def status(name):
    return [line.split()[1] for line in open("/proc/self/status") if line.startswith(name + ":")][0]
def attempt(work):
    try:
        work()
        return ""
    except OSError as error:
        return error.strerror
def run_from(folder):
    shutil.copy("/bin/true", folder + "/program")
    subprocess.run([folder + "/program"], check=True)
def limit(controller, v1, v2):
    for path in ("/sys/fs/cgroup/" + controller + "/" + v1, "/sys/fs/cgroup/" + v2):
        if os.path.exists(path): return open(path).read().strip()
def cpus():
    if os.path.exists("/sys/fs/cgroup/cpu.max"):
        quota, period = open("/sys/fs/cgroup/cpu.max").read().split()
    else:
        quota, period = limit("cpu", "cpu.cfs_quota_us", ""), limit("cpu", "cpu.cfs_period_us", "")
    return int(quota) / int(period)`;

const writeEverywhere = `${tools}
ml = "/opt/ml/"
def write(folder):
    return attempt(lambda: open(os.path.join(folder, "file"), "w").write("x"))
print(json.dumps({
  "written": [write(ml + name) for name in ("model", "output", "output/data", "output/data/predictions", "output/plots", "checkpoints")],
  "refused": [write(ml + name) for name in ("input", "input/config", "code")],
  "started": [os.getcwd(), os.listdir("."), E["MLX_TASK"]],
}))
json.load(open(ml + "input/config/mlx.json"))
`;
