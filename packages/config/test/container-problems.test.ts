/** What can be wrong with where a recipe runs. */
import { describe, expect, it } from "vitest";
import { problemsOf } from "./load.ts";

type Case = readonly [what: string, text: string, problems: readonly string[]];

/** Line 1 is `project: p`. */
function table(cases: readonly Case[]): void {
  it.each(cases)("%s", async (_, text, problems) => {
    expect(await problemsOf(text)).toEqual(problems);
  });
}

const imageForm = "An image is named `[REGISTRY/]NAME[:TAG][@DIGEST]`, such as `ghcr.io/acme/retail:1.4`.";

describe("recipes in containers", () => {
  table([
    [
      "an executor that cannot run the recipe",
      `recipes:
  a: { image: x, executor: process, container: { profile: strict } }
  b: { build: ., executor: process }
  c: { source: ., executor: dockr }
`,
      [
        "mlx.yaml:3:28 MLX1114 A recipe with `image` cannot run as a process. | Images run in containers: remove `executor`, or name the program's folder as `source` instead.",
        "mlx.yaml:4:28 MLX1114 A recipe with `build` cannot run as a process. | Images run in containers: remove `executor`, or name the program's folder as `source` instead.",
        "mlx.yaml:5:29 MLX1103 `executor` has to be `process` or `docker`, not `dockr`. | Did you mean `docker`?",
      ],
    ],
    [
      "a container of a recipe that runs as a process",
      `recipes:
  a: { source: ., container: { profile: trusted } }
  b: { source: ., executor: process, container: { pids: 0 } }
`,
      [
        "mlx.yaml:3:19 MLX1114 `container` says how a container is made, and this recipe runs as a process. | Recipes with `source` do, unless they, the project or its environment say otherwise. Add `executor: docker`, or remove `container`.",
        "mlx.yaml:4:38 MLX1114 `container` says how a container is made, and this recipe runs as a process. | Write `executor: docker`, or remove `container`.",
        "mlx.yaml:4:57 MLX1105 `pids` has to be at least 1, not 0.",
      ],
    ],
    [
      "fields of a container",
      `recipes:
  a:
    image: x
    container:
      profil: strict
      profile: stict
      pull: allways
      baseImage: y
      user: root
      capabilities: [NET_RAWW, ALL, cap_chown, 3]
      network: host
      tmpSizeInMB: 0.5
      readOnlyRoot: "yes"
      proxy: none
      runtime: "/usr/bin/runc"
  b: { image: x, container: { user: 3000000000:1, network: "container:x" } }
  c: { image: x, container: { user: -1 } }
  d: { image: x, container: { profile: trusted, network: host, user: 5 } }
`,
      [
        "mlx.yaml:6:7 MLX1101 The key `profil` is not known here. | Did you mean `profile`?",
        "mlx.yaml:7:16 MLX1103 `profile` has to be `strict`, `sagemaker` or `trusted`, not `stict`. | Did you mean `strict`?",
        "mlx.yaml:8:13 MLX1103 `pull` has to be `missing`, `always` or `never`, not `allways`. | Did you mean `always`?",
        "mlx.yaml:9:7 MLX1114 `baseImage` is for recipes with `source`, and this one has `image`. | Remove it: the recipe's own image is what runs.",
        "mlx.yaml:10:13 MLX1105 `user` cannot be `root`. | Who the program runs as: image for the image's own user, else UID or UID:GID. An unprivileged one when the profile says nothing.",
        "mlx.yaml:11:22 MLX1103 `NET_RAWW` is not a Linux capability. | Did you mean `NET_RAW`?",
        "mlx.yaml:11:32 MLX1103 `ALL` is not a Linux capability. | Name those that are needed; `profile: trusted` keeps what Docker gives by default.",
        "mlx.yaml:11:48 MLX1102 This entry has to be text, not a number.",
        "mlx.yaml:12:16 MLX1105 `network: host` shares this machine's network, and is for `profile: trusted` only. | `network: bridge` reaches other machines, and none of this machine's own services.",
        "mlx.yaml:13:20 MLX1102 `tmpSizeInMB` has to be an integer, not a number. | Size of /tmp in MiB. What lies in it counts against the memory limit.",
        "mlx.yaml:14:21 MLX1102 `readOnlyRoot` has to be true or false, not text. | The image's files cannot be written to; /tmp can.",
        "mlx.yaml:15:14 MLX1103 `proxy` has to be `inherit`, not `none`.",
        "mlx.yaml:16:16 MLX1105 `runtime` cannot be `/usr/bin/runc`. | OCI runtime of the engine.",
        "mlx.yaml:17:37 MLX1105 `user` has to be at most 2147483647, not 3000000000:1.",
        "mlx.yaml:17:60 MLX1105 `network` cannot be `container:x`. | none, bridge, or the name of a network of the engine.",
        "mlx.yaml:18:37 MLX1105 `user` has to be at least 0, not -1.",
      ],
    ],
    [
      "images and builds",
      `recipes:
  a: { image: "https://ghcr.io/acme/x:1" }
  b: { source: ., executor: docker, container: { baseImage: "acme/x:" } }
  c: { build: { context: ./x, dockerfile: ../Dockerfile, args: { DB_PASSWORD: abc, A: null } } }
  d: { build: { context: ./x, dockerfile: /x/Dockerfile, target: "" } }
  e: { build: "https://github.com/acme/x.git" }
  f: { build: { context: ./x, dockerfile: a/../../Dockerfile, arg: {} } }
  g: { build: { context: ./x, dockerfile: a/../Dockerfile } }
`,
      [
        "mlx.yaml:3:15 MLX1115 `https://ghcr.io/acme/x:1` does not name an image: it begins with `https://`. | Write `ghcr.io/acme/x:1`.",
        `mlx.yaml:4:61 MLX1115 \`acme/x:\` does not name an image: a tag has up to 128 letters, digits, underscores, dots and dashes. | ${imageForm}`,
        "mlx.yaml:5:43 MLX1116 `../Dockerfile` is not a path inside the build's context. | It is relative to `context`: move the file there, or name a context that holds it.",
        "mlx.yaml:5:79 MLX1109 `DB_PASSWORD` looks like a secret, and build arguments are kept in the image and in the store. | Give it to the program when it runs, as a secret in the recipe's `env`. If it is no secret, name it otherwise.",
        "mlx.yaml:5:87 MLX1102 `A` has to be text or a number or true or false, not null.",
        "mlx.yaml:6:43 MLX1116 `/x/Dockerfile` is not a path inside the build's context. | It is relative to `context`: move the file there, or name a context that holds it.",
        "mlx.yaml:6:66 MLX1105 `target` must not be empty.",
        "mlx.yaml:7:15 MLX1112 `https://github.com/acme/x.git` is not a file of this machine. | Data and programs are read from files and folders; copy or mount it, and name that path.",
        "mlx.yaml:8:43 MLX1116 `a/../../Dockerfile` is not a path inside the build's context. | It is relative to `context`: move the file there, or name a context that holds it.",
        "mlx.yaml:8:63 MLX1101 The key `arg` is not known here. | Did you mean `args`?",
      ],
    ],
    [
      "specifications out of range",
      `recipes: { r: { image: x }, s: { type: PySpark, source: . } }
instances:
  a: { recipe: r, tasks: { train: { specification: { type: ContainerTaskSpec, cpus: 0, memoryInMB: 5, gpus: -1, instances: 0, diskSizeInGB: 0 } } } }
  b: { recipe: r, tasks: { train: { specification: { type: ContainerTaskSpec, cpus: "1", memoryInMB: 1.5, cpu: 3 } } } }
  c: { recipe: s, tasks: { train: { specification: { type: SparkTaskSpec, numExecutors: 0, executorCores: many, sparkConf: { a: [] } } } } }
`,
      [
        "mlx.yaml:4:85 MLX1105 `cpus` has to be at least 0.01, not 0.",
        "mlx.yaml:4:100 MLX1105 `memoryInMB` has to be at least 6, not 5.",
        "mlx.yaml:4:109 MLX1105 `gpus` has to be at least 0, not -1.",
        "mlx.yaml:4:124 MLX1105 `instances` has to be at least 1, not 0.",
        "mlx.yaml:4:141 MLX1105 `diskSizeInGB` has to be more than 0, not 0.",
        "mlx.yaml:5:85 MLX1102 `cpus` has to be a number, not text. | ContainerTaskSpec: processor cores.",
        "mlx.yaml:5:102 MLX1102 `memoryInMB` has to be an integer, not a number. | ContainerTaskSpec: memory in MiB; swap is not given beside it.",
        "mlx.yaml:5:107 MLX1101 The key `cpu` is not known here. | Did you mean `cpus`?",
        "mlx.yaml:6:89 MLX1105 `numExecutors` has to be at least 1, not 0.",
        "mlx.yaml:6:107 MLX1102 `executorCores` has to be an integer, not text. | SparkTaskSpec: cores of each executor.",
        "mlx.yaml:6:129 MLX1102 `a` has to be text or a number or true or false, not a list.",
      ],
    ],
    [
      "specifications for another type of recipe",
      `recipes: { py: { source: . }, r: { type: R, image: x }, spark: { type: Spark, image: x } }
instances:
  a: { recipe: py, tasks: { train: { specification: { type: SparkTaskSpec, numExecutors: 2 } }, fp: { specification: { type: SparkTaskSpec } } } }
  b: { recipe: r, forEach: { x: {}, y: {} }, tasks: { score: { specification: { type: SparkTaskSpec } } } }
  c: { recipe: spark, tasks: { train: { specification: { type: ContainerTaskSpec, cpus: 1 } }, score: { specification: { type: SparkTaskSpec } } } }
  d: { recipe: py, tasks: { train: { specification: { type: ContainerTaskSpec, instances: 3, diskSizeInGB: 9 } }, score: { specification: { type: ContainerTaskSpec, instances: 1 } } } }
  e: { recipe: spark, tasks: { train: { specification: { type: SparkTaskSpec, sparkConf: { spark.hadoop.fs.s3a.secret.key: hunter9 } } } } }
`,
      [
        "mlx.yaml:4:61 MLX1117 A SparkTaskSpec is for recipes of type PySpark and Spark, and `recipe/py` is of type Python: nothing would read it. | Write `type: ContainerTaskSpec` with `cpus` and `memoryInMB`, or correct the recipe's `type`.",
        "mlx.yaml:4:126 MLX1117 A SparkTaskSpec is for recipes of type PySpark and Spark, and `recipe/py` is of type Python: nothing would read it. | Write `type: ContainerTaskSpec` with `cpus` and `memoryInMB`, or correct the recipe's `type`.",
        "mlx.yaml:5:87 MLX1117 A SparkTaskSpec is for recipes of type PySpark and Spark, and `recipe/r` is of type R: nothing would read it. | Write `type: ContainerTaskSpec` with `cpus` and `memoryInMB`, or correct the recipe's `type`.",
        "mlx.yaml:6:64 warning MLX1117 `recipe/spark` is of type Spark, which takes a SparkTaskSpec. | A ContainerTaskSpec limits the container and says nothing to Spark. Write `type: SparkTaskSpec` with `driverMemoryInMB`, `executorCores` and the like; every field may be left out.",
        "mlx.yaml:7:91 warning MLX1117 A task runs in one container, not in 3. | Write `instances: 1`, or leave it out.",
        "mlx.yaml:7:108 warning MLX1117 `diskSizeInGB` does not limit anything yet. | `container.tmpSizeInMB` limits `/tmp`, and a file system's quota all else.",
        "mlx.yaml:8:124 MLX1109 `spark.hadoop.fs.s3a.secret.key` looks like a secret, and Spark's properties are kept in the store and shown on command lines. | Give it to the program as a secret in the recipe's `env`, and set the property there: `SparkSession.builder.config(…)`.",
      ],
    ],
  ]);

  it("every type runs from source, image and build", async () => {
    const recipes = ["Python", "R", "Tensorflow", "PySpark", "Spark"].flatMap((type, index) =>
      ["source: .", "image: x", "build: .", "source: ., executor: docker"].map(
        (origin, at) => `  r${index}${at}: { type: ${type}, ${origin} }\n`,
      ),
    );
    expect(await problemsOf(`recipes:\n${recipes.join("")}`)).toEqual([]);
  });

  it("an environment may decide where recipes run", async () => {
    const text = `environments: { dev: { executor: process }, prod: { executor: docker } }
recipes: { r: { source: ., container: { network: bridge } } }
`;
    expect(await problemsOf(text, { environment: "prod" })).toEqual([]);
    expect(await problemsOf(text, { environment: "dev" })).toHaveLength(1);
  });
});
