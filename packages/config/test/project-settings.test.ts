/** `executor` and `docker`: what holds for the whole project. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeConfiguration, type LoadOptions, loadProject } from "../src/index.ts";
import { createProjectFolder } from "../src/testing.ts";
import { load, problemsOf } from "./load.ts";

const files = {
  "mlx.yaml": `project: p
executor: docker
docker:
  baseImage: python:3.12-slim
  registries: [GHCR.io, docker.io, "localhost:5000/acme", ghcr.io]
  build:
    args: { HTTP_PROXY: "http://proxy:\${var.port}", DEBUG: true }
    caBundle: ./ca.pem
    network: host
variables: { port: { default: 3128 } }
recipes: { r: { source: ./recipe } }
`,
  "teams/a/x.mlx.yaml": `environments:
  prod:
    executor: process
    docker: { baseImage: null, registries: [ghcr.io], build: { args: { DEBUG: null }, caBundle: ./prod.pem } }
  bare: { executor: null, docker: null }
`,
};

async function settingsIn(environment?: string) {
  using folder = createProjectFolder(files);
  const options: LoadOptions = {
    root: folder.root,
    environment,
    variables: {},
    variableFiles: [],
    processEnv: {},
  };
  const { settings, state, diagnostics } = await loadProject(options);
  expect(diagnostics).toEqual([]);
  const [recipe] = state?.resources ?? [];
  const { leaves } = await describeConfiguration(options);
  const origins = leaves.flatMap(({ path, value, origin: { layer, at } }) =>
    path[0] === "executor" || path[0] === "docker"
      ? [`${path.join(".")} = ${value} ← ${layer} ${at?.file}:${at?.line}`]
      : [],
  );
  const executor = recipe?.kind === "recipe" ? recipe.spec.executor : undefined;
  return { settings, executor, origins, root: folder.root };
}

describe("the project's settings", () => {
  it("are canonical, paths absolute, and decide where recipes with source run", async () => {
    const { settings, executor, origins, root } = await settingsIn();
    expect(executor).toBe("docker");
    expect(settings).toEqual({
      executor: "docker",
      docker: {
        baseImage: "python:3.12-slim",
        registries: ["docker.io", "ghcr.io", "localhost:5000/acme"],
        build: {
          args: { HTTP_PROXY: "http://proxy:3128", DEBUG: "true" },
          caBundle: join(root, "ca.pem"),
          network: "host",
        },
      },
    });
    expect(origins).toContain("docker.build.args.HTTP_PROXY = http://proxy:3128 ← file mlx.yaml:7");
    expect(origins).toContain("executor = docker ← file mlx.yaml:2");
  });

  it("are laid over by an environment, whose paths are relative to its own file", async () => {
    const { settings, executor, origins, root } = await settingsIn("prod");
    expect(executor).toBe("process");
    expect(settings).toEqual({
      executor: "process",
      docker: {
        registries: ["ghcr.io"],
        build: {
          args: { HTTP_PROXY: "http://proxy:3128" },
          caBundle: join(root, "teams/a/prod.pem"),
          network: "host",
        },
      },
    });
    expect(origins).toContain("docker.build.caBundle = ./prod.pem ← environment teams/a/x.mlx.yaml:4");
    expect(origins).toContain("docker.build.network = host ← file mlx.yaml:9");
  });

  it("can be removed by an environment", async () => {
    const { settings, executor, origins } = await settingsIn("bare");
    expect([settings, executor, origins]).toEqual([{ docker: { build: { args: {} } } }, "process", []]);
  });

  it("are checked, each mistake told once and where it stands", async () => {
    const text = `executor: dockr
docker:
  baseImgae: x
  baseImage: Python:3.12
  registries: [https://ghcr.io, ghcr.io/Acme, 3]
  build: { args: { A-B: 1, C: [1], API_TOKEN: abc }, caBundle: "https://x/ca.pem", network: "" }
recipes: { r: { source: ., container: {} } }
`;
    expect(await problemsOf(text)).toEqual([
      "mlx.yaml:2:11 MLX1103 `executor` has to be `process` or `docker`, not `dockr`. | Did you mean `docker`?",
      "mlx.yaml:4:3 MLX1101 The key `baseImgae` is not known here. | Did you mean `baseImage`?",
      "mlx.yaml:5:14 MLX1115 `Python:3.12` does not name an image: names of images are in lower case. | Write `python:3.12`.",
      "mlx.yaml:6:16 MLX1115 `https://ghcr.io` does not name a registry: it begins with `https://`. | Write `ghcr.io`.",
      "mlx.yaml:6:33 MLX1115 `ghcr.io/Acme` does not name a registry: names of images are in lower case. | Write `ghcr.io/acme`.",
      "mlx.yaml:6:47 MLX1102 This entry has to be text, not a number.",
      "mlx.yaml:7:20 MLX1107 `A-B` is not a valid name. | A letter or underscore, then letters, digits and underscores.",
      "mlx.yaml:7:31 MLX1102 `C` has to be text or a number or true or false, not a list.",
      "mlx.yaml:7:47 MLX1109 `API_TOKEN` looks like a secret, and build arguments are kept in the image and in the store. | Give it to the program when it runs, as a secret in the recipe's `env`. If it is no secret, name it otherwise.",
      "mlx.yaml:7:64 MLX1112 `https://x/ca.pem` is not a file of this machine. | Copy the certificates into a file, and name that.",
      "mlx.yaml:7:93 MLX1105 `network` must not be empty.",
    ]);
    const types =
      "executor: 5\ndocker: [x]\nenvironments: { e: { default: true, executor: {}, docker: 3 } }\n";
    expect(await problemsOf(types)).toEqual([
      "mlx.yaml:2:11 MLX1102 `executor` has to be text, not a number. | Where recipes with source run that do not say it themselves: as a process of this machine, or in a container.",
      "mlx.yaml:3:9 MLX1102 `docker` has to be a map, not a list. | How images are found and built.",
      "mlx.yaml:4:47 MLX1102 `executor` has to be text, not a map. | Over the project's; null removes it.",
      "mlx.yaml:4:59 MLX1102 `docker` has to be a map, not a number. | Merged over the project's docker; null removes it.",
    ]);
    expect(
      await problemsOf("environments: { e: { default: true, docker: { build: { args: { A: [] } } } } }\n"),
    ).toEqual(["mlx.yaml:2:67 MLX1102 `A` has to be text or a number or true or false, not a list."]);
  });

  it("stand in mlx.yaml only", async () => {
    expect(await problemsOf({ "a.mlx.yaml": "executor: docker\ndocker: { baseImage: x }\n" })).toEqual([
      "a.mlx.yaml:1:1 MLX1017 `executor` belongs into mlx.yaml.",
      "a.mlx.yaml:2:1 MLX1017 `docker` belongs into mlx.yaml.",
    ]);
  });

  it("tell an expression that fails once", async () => {
    expect(await problemsOf('docker: { baseImage: "x:${env.NONE}", build: { args: { A: 1 } } }\n')).toEqual([
      'mlx.yaml:2:27 MLX1305 The environment variable `NONE` is not set. | Set it, or give a default: `${env.NONE ?? "…"}`.',
    ]);
    const { settings } = await load('docker: { baseImage: "x:${env.NONE}" }\n');
    expect(settings).toEqual({ docker: { build: { args: {} } } });
  });
});
