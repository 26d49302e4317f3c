/** Resources that a client declares: the same language as in files, with what is applied around it. */
import {
  type Address,
  type DesiredResource,
  type Diagnostic,
  type JsonObject,
  type Kind,
  kinds,
  parseAddress,
  sectionOf,
} from "@mlx/core";
import { describe, expect, it, test } from "vitest";
import {
  type ClientFiles,
  createKnownResources,
  type Declaration,
  type KnownResource,
  readDeclarations,
} from "../src/index.ts";
import { noSettings } from "../src/resolve/project-settings.ts";
import { load } from "./load.ts";

type Sections = { readonly [section: string]: { readonly [name: string]: JsonObject } };

const all: Sections = {
  datasets: {
    sales: { path: "data/sales.csv", timestampColumn: "date" },
    scores: { path: "scores/", format: "csv" },
  },
  recipes: { gbm: { source: "recipes/gbm", defaults: { train: { trees: 100 } } } },
  instances: {
    retail: {
      recipe: "gbm",
      tasks: {
        train: { parameters: { trees: 5 }, inputs: { train: "sales" } },
        score: { inputs: { score: "dataset/sales" }, outputs: { scores: "scores" } },
      },
    },
  },
  experiments: {
    nightly: { instance: "retail", timeframe: "7d", schedule: { cron: "@daily", startTime: "2030-01-01" } },
    rescore: { instance: "retail", task: "score", dependsOn: ["experiment/nightly"] },
  },
  services: { forecast: { instance: "retail", training: { schedule: { cron: "0 3 * * *" } }, scoring: {} } },
  models: { retail: { promotion: { gates: [{ metric: "RMSE", op: "<", value: 5 }] } } },
};

function toDeclarations(sections: Sections, wanted: readonly Kind[] = kinds): readonly Declaration[] {
  return wanted.flatMap((kind) =>
    Object.entries(sections[sectionOf[kind]] ?? {}).map(([name, value]) => ({ kind, name, value })),
  );
}

async function fromFiles(sections: Sections): Promise<readonly DesiredResource[]> {
  const { state, diagnostics } = await load({ "mlx.yaml": JSON.stringify({ project: "p", ...sections }) });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return state?.resources ?? [];
}

function know(resources: readonly DesiredResource[], unmanaged = true) {
  return createKnownResources(
    new Map<Address, KnownResource>(
      resources.map((resource) => [resource.address, { ...resource, ...(unmanaged ? { unmanaged } : {}) }]),
    ),
  );
}

const meant = (resources: readonly DesiredResource[]) =>
  resources.map(({ address, spec, references }) => ({ address, spec, references }));

function read(
  declarations: readonly Declaration[],
  known: readonly DesiredResource[] = [],
  unmanaged = true,
  files: Partial<ClientFiles> = {},
) {
  return readDeclarations({
    ...{ declarations, known: know(known, unmanaged), settings: noSettings },
    files: { leadsAway: () => false, ...files },
  });
}

const shown = ({ severity, code, path = [], summary }: Diagnostic) =>
  `${severity === "error" ? "" : "warning "}${code} ${path.join(".")}: ${summary}`;

const problemsOf = (...args: Parameters<typeof read>) => read(...args).diagnostics.map(shown);

describe("resources of a client", () => {
  it("come to the same as in files, all at once or on top of what is there", async () => {
    const expected = await fromFiles(all);
    expect(meant(read(toDeclarations(all)).resources)).toEqual(meant(expected));
    const base = kinds.slice(0, 3);
    const known = expected.filter(({ kind }) => base.includes(kind));
    const rest = read(toDeclarations(all, ["experiment", "model", "service"]), known);
    expect(rest.diagnostics).toEqual([]);
    const both = [...known, ...rest.resources].sort((a, b) => (a.address < b.address ? -1 : 1));
    expect(meant(both)).toEqual(meant(expected));
    // And once more over themselves.
    expect(meant(read(toDeclarations(all), expected).resources)).toEqual(meant(expected.filter(isDeclared)));
  });

  it("hold text as it is: nothing in it is an expression", () => {
    const value = {
      image: "x",
      description: "${env.HOME}",
      defaults: { train: { a: "${var.x}", b: "$${", c: "${" } },
    };
    const [recipe] = read([{ kind: "recipe", name: "r", value }]).resources;
    expect(recipe?.spec).toMatchObject({ description: value.description, defaults: value.defaults });
  });

  it("are told what is wrong with them by field, all of it at once", async () => {
    const known = await fromFiles(all);
    const wrong: Sections = {
      recipes: { gbm2: { source: "x", type: "Pythn", comand: {} }, "No Name": { image: "x" } },
      instances: {
        i: { recipe: "gmb", tasks: { train: { inputs: { a: "slaes" } } } },
        j: { recipe: "retail" },
      },
      experiments: {
        e: { instance: "retail", schedule: { cron: 3 } },
        f: { instance: "retail", task: "evaluate" },
        g: { instance: "retail", forEach: { eu: {} } },
        "forecast-scoring": { instance: "retail" },
      },
      services: { nightly: { instance: "retail", training: { experiment: "rescore" } } },
    };
    expect(problemsOf(toDeclarations(wrong), known)).toMatchInlineSnapshot(`
      [
        "MLX1102 experiments.e.schedule.cron: \`cron\` has to be text or a list, not a number.",
        "MLX1184 experiments.f.task: \`instance/retail\` does not declare the task \`evaluate\`.",
        "MLX1183 experiments.forecast-scoring: \`experiment/forecast-scoring\` belongs to \`service/forecast\`, which makes it.",
        "MLX1182 experiments.g.forEach: \`forEach\` is for files.",
        "MLX1201 instances.i.recipe: There is no recipe \`gmb\`.",
        "MLX1201 instances.i.tasks.train.inputs.a: There is no dataset \`slaes\`.",
        "MLX1201 instances.j.recipe: There is no recipe \`retail\`.",
        "MLX1107 recipes.No Name: \`No Name\` is not a valid name.",
        "MLX1101 recipes.gbm2.comand: The key \`comand\` is not known here.",
        "MLX1103 recipes.gbm2.type: \`type\` has to be \`Python\`, \`R\`, \`Tensorflow\`, \`PySpark\` or \`Spark\`, not \`Pythn\`.",
        "MLX1122 services.nightly.training.experiment: \`experiment/rescore\` does not train: its task is score.",
      ]
    `);
  });

  it("may not lead in a circle through what is there", async () => {
    const known = await fromFiles(all);
    const value = { instance: "retail", dependsOn: ["experiment/rescore"] };
    expect(problemsOf([{ kind: "experiment", name: "nightly", value }], known)).toEqual([
      "MLX1203 experiments.nightly: These resources depend on each other: experiment/nightly → experiment/rescore → experiment/nightly.",
    ]);
  });

  it("find those that files made several of, and may change one, but make none", async () => {
    const known = await fromFiles({
      ...all,
      instances: {
        ...all.instances,
        many: { forEach: { eu: {}, us: {} }, recipe: "gbm", tasks: { train: {} } },
      },
    });
    const run = (instance: string): Declaration => ({ kind: "experiment", name: "x", value: { instance } });
    expect(problemsOf([run("many[eu]")], known)).toEqual([]);
    expect(problemsOf([run("many")], known)).toEqual([
      "MLX1202 experiments.x.instance: `instance/many` exists several times; the reference has to name a key.",
    ]);
    const value = { recipe: "gbm", tasks: { score: {} } };
    const [changed] = read([{ kind: "instance", name: "many[us]", value }], known).resources;
    expect(changed?.address).toBe("instance/many[us]");
    expect(problemsOf([{ kind: "instance", name: "many[jp]", value }], known)).toEqual([
      "MLX1107 instances.many[jp]: `many[jp]` is not a valid name.",
    ]);
  });
});

function isDeclared({ address }: DesiredResource): boolean {
  const { kind = "", name = "" } = parseAddress(address) ?? {};
  return (
    kinds.some((one) => one === kind && all[sectionOf[one]]?.[name] !== undefined) ||
    name.startsWith("forecast-")
  );
}

describe("a client reaches for nothing of the machine", () => {
  const recipe = (value: JsonObject): Declaration => ({ kind: "recipe", name: "r", value });
  const dataset = (path: string): Declaration => ({
    kind: "dataset",
    name: "d",
    value: { path, format: "csv" },
  });
  const outputs = (path: string): Declaration => ({
    kind: "instance",
    name: "i",
    value: { recipe: "r", tasks: { score: { outputs: { scores: path } } } },
  });

  test.each([
    [{ token: { secret: { env: "TOKEN" } } }, "MLX1180"],
    [{ token: { secret: { file: "/etc/shadow" } } }, "MLX1180"],
    [{ token: "hunter2" }, "MLX1109"],
    [{ deep: { token: { secret: { sealed: "v1.x" } } } }, "MLX1110"],
    [{ token: { secret: { sealed: "" } } }, "MLX1110"],
    [{ token: { secret: { sealed: "v1.x", env: "A" } } }, "MLX1110 MLX1180"],
    [{ token: { secret: { sealed: "v1.x" } } }, undefined],
  ])("a parameter %j is refused with %s", (train, code) => {
    const { diagnostics } = read([recipe({ image: "x", defaults: { train } })]);
    expect(diagnostics.map((it) => it.code).sort()).toEqual(code?.split(" ") ?? []);
  });

  it("an environment variable of a recipe is no secret of the machine", () => {
    expect(problemsOf([recipe({ image: "x", env: { A: { secret: { env: "HOME" } } } })])).toEqual([
      "MLX1180 recipes.r.env.A.secret: A secret of `env` would be read from the machine that mlx runs on, which only files may ask for.",
    ]);
  });

  it("a sealed secret has no place in a file", async () => {
    const text =
      "recipes: { r: { image: x, defaults: { train: { token: { secret: { sealed: v1.x } } } } } }\n";
    expect((await load(text)).diagnostics.map(({ code, summary }) => [code, summary])).toEqual([
      ["MLX1110", "A secret names exactly one source: `{ env: NAME }` or `{ file: path }`."],
    ]);
  });

  it.each([
    "/etc",
    "../x",
    "a/../../x",
    "..",
    ".mlx",
    ".mlx/store.db",
    "./.mlx/cas",
    ".mlx/uploads",
    "a\\..\\b",
    "a\u0000b",
    "C:/x",
  ])("neither source, nor data, nor outputs are at %j", (path) => {
    const codes = [recipe({ source: path }), dataset(path), outputs(path)].map((declaration) =>
      read([declaration], [])
        .diagnostics.map(({ code }) => code)
        .filter((code) => code !== "MLX1201"),
    );
    expect(codes).toEqual([["MLX1181"], ["MLX1181"], ["MLX1181"]]);
  });

  it.each(["x", "./x/y", "a/../b", "..x", ".mlx/uploads/abc"])("a source may be at %j", (path) => {
    expect(problemsOf([recipe({ source: path })])).toEqual([]);
  });

  it.each([".", ".env", "data/.git/config", ".mlx/uploads/abc"])(
    "neither data nor outputs are at %j",
    (path) => {
      for (const declaration of [dataset(path), outputs(path)])
        expect(problemsOf([declaration]).filter((text) => !text.startsWith("MLX1201"))).toEqual([
          expect.stringMatching(/^MLX1181/),
        ]);
    },
  );

  it("nor where links lead away", () => {
    const away = { leadsAway: (path: string) => path === "data/away" };
    expect(problemsOf([dataset("data/./away/")], [], true, away)).toEqual([
      "MLX1181 datasets.d.path: `data/./away/` leads away by a link.",
    ]);
    expect(problemsOf([dataset("data/here")], [], true, away)).toEqual([]);
  });

  it("a sandbox has a folder of its own, and what was uploaded", () => {
    const files = { folder: "tenants/ACME@AdobeOrg/dev" };
    const own = `${files.folder}/x`;
    const made = [recipe({ source: own }), dataset(own), outputs(own)];
    expect(problemsOf(made, [], true, files)).toEqual([]);
    expect(problemsOf([recipe({ source: ".mlx/uploads/abc" })], [], true, files)).toEqual([]);
    for (const path of [
      "data",
      `${files.folder}`,
      `${own}/../../prod/x`,
      `${files.folder}2/x`,
      "tenants/E/dev/x",
    ])
      for (const declaration of [recipe({ source: path }), dataset(path), outputs(path)])
        expect(
          problemsOf([declaration], [], true, files).filter((text) => !text.startsWith("MLX1201")),
        ).toEqual([expect.stringMatching(/^MLX1181 .* is not below/)]);
  });

  it("what files have declared stays when a client changes another field", async () => {
    const managed = await fromFiles({
      datasets: { far: { path: "/srv/sales.csv" } },
      recipes: { r: { source: "/srv/recipe", env: { TOKEN: { secret: { env: "T" } } } } },
    });
    const kept = { source: "/srv/recipe", env: { TOKEN: { secret: { env: "T" } } }, description: "new" };
    expect(problemsOf([recipe(kept), dataset("/srv/sales.csv")], managed, false)).toEqual([]);
    const [sub] = problemsOf([recipe({ ...kept, source: "/srv/recipe2" })], managed, false);
    expect(sub).toMatch(/^MLX1181 recipes.r.source/);
    // What a client has made says nothing of what may be read.
    expect(problemsOf([dataset("/srv/sales.csv")], managed, true)).toHaveLength(1);
  });
});

test("two services cannot have one port, and a name is taken once", async () => {
  const known = await fromFiles({
    ...all,
    services: { forecast: { instance: "retail", serve: { port: 9000 } } },
    experiments: { ...all.experiments, "x-training": { instance: "retail" } },
  });
  const service = (name: string): Declaration => ({
    kind: "service",
    name,
    value: { instance: "retail", training: {}, serve: { port: 9000 } },
  });
  expect(problemsOf([service("x"), service("x")], known)).toEqual([
    "MLX1108 experiments.x-training: The experiment `x-training` is declared twice: the service `x` makes one of that name.",
    "MLX1108 services.x: `service/x` is declared twice.",
    "MLX1126 services.x.serve.port: `service/x` wants port 9000, and `service/forecast` has it.",
  ]);
});
