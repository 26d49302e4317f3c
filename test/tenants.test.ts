/** Two organisations and two sandboxes on one server, each trying to get at what is the others'. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Api, type Body, formOf, senseiPath as sensei, zip } from "./api-server.ts";
import { startMlx } from "./sandbox.ts";
import { makeEngine, recipeFiles } from "./sensei-recipe.ts";
import { openShared, type SharedApi } from "./shared-api.ts";

const own = "HOME@AdobeOrg";
const other = "AWAY@AdobeOrg";

const files = {
  "mlx.yaml": `project: tenants
server: { org: ${own}, sandbox: prod }
datasets:
  rows: { path: ./rows.csv }
`,
  "rows.csv": "x,y\n1,2\n",
};

interface Tenant {
  readonly api: Api;
  /** By path below /data/sensei. */
  readonly ids: Readonly<Record<string, string>>;
}

let shared: SharedApi;
let tokens: Readonly<Record<"home" | "homeDev" | "away" | "reader", string>>;
/** The project's own, a sandbox of its organisation, and another organisation. */
let home: Tenant;
let dev: Tenant;
let away: Tenant;

async function mlx(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await startMlx(shared.folder, args).finished;
  if (code !== 0) expect.fail(`mlx ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout.trim();
}

const as = (token: string, org: string, sandbox?: string) =>
  shared.api.as({
    authorization: `Bearer ${token}`,
    "x-gw-ims-org-id": org,
    ...(sandbox === undefined ? {} : { "x-sandbox-name": sandbox }),
  });

beforeAll(async () => {
  shared = await openShared(["--auth"], files);
  tokens = {
    home: await mlx("token", "create", "ann"),
    homeDev: await mlx("token", "create", "bob", "--sandbox", "dev"),
    away: await mlx("token", "create", "eve", "--org", other),
    reader: await mlx("token", "create", "sam", "--scope", "read"),
  };
  home = await populate(as(tokens.home, own));
  dev = await populate(as(tokens.home, own, "dev"));
  away = await populate(as(tokens.away, other));
});
afterAll(() => shared.close());

/** One of each, all of the same names. */
async function populate(api: Api): Promise<Tenant> {
  const engine = await makeEngine(api, "same");
  const instance = await api.make(`${sensei}/mlInstances`, {
    name: "same",
    engineId: engine.id,
    tasks: [{ name: "train", parameters: [] }],
  });
  const experiment = await api.make(`${sensei}/experiments`, { name: "same", mlInstanceId: instance.id });
  const runs = `experiments/${experiment.id}/runs`;
  const run = await api.make(`${sensei}/${runs}`, { mode: "train" });
  const model = await api.ask("POST", `${sensei}/models`, {
    form: formOf(
      "model",
      { name: "same", originType: "offline" },
      { modelArtifact: { name: "m.bin", content: `of ${engine.id}` } },
    ),
  });
  expect(model.status).toBe(201);
  const service = await api.make(`${sensei}/mlServices`, {
    name: "same",
    mlInstanceId: instance.id,
    trainingSchedule: { cron: "0 0 1 1 *", startTime: "2090-01-01", endTime: "2091-01-01" },
    scoringSchedule: { cron: "0 0 1 1 *", startTime: "2090-01-01", endTime: "2091-01-01" },
  });
  const insight = await api.make(`${sensei}/insights`, {
    context: { clientId: "same" },
    metrics: [{ name: "MAPE", value: "1", valueType: "double" }],
  });
  return {
    api,
    ids: {
      engines: engine.id,
      mlInstances: instance.id,
      experiments: experiment.id,
      [runs]: run.id,
      models: model.body.id,
      mlServices: service.id,
      insights: insight.id,
    },
  };
}

const pairs = (): readonly (readonly [string, Tenant, Tenant])[] => [
  ["another organisation's, from home", home, away],
  ["home's, from another organisation", away, home],
  ["a sandbox's, from home", home, dev],
  ["home's, from a sandbox", dev, home],
  ["a sandbox's, from another organisation", away, dev],
];

const refused = (what: string, { status, text }: Answer) =>
  expect([what, [400, 403, 404, 405, 409, 422].includes(status) ? "refused" : `${status} ${text}`]).toEqual([
    what,
    "refused",
  ]);

test("each sees its own, and nothing else", async () => {
  for (const tenant of [home, dev, away]) {
    for (const [kind, id] of Object.entries(tenant.ids)) {
      const { children } = await tenant.api.get(`${sensei}/${kind}?limit=100`);
      const ids = children.map((child) => child.id);
      expect([kind, ids.includes(id)]).toEqual([kind, true]);
      const others = [home, dev, away].filter((one) => one !== tenant).map(({ ids: theirs }) => theirs);
      for (const theirs of others) {
        const foreign = Object.values(theirs).filter((one) => ids.includes(one));
        expect([kind, foreign]).toEqual([kind, []]);
      }
    }
  }
});

test("no operation gets at what is another's by its id", async () => {
  for (const [what, attacker, victim] of pairs()) {
    for (const [kind, id] of Object.entries(victim.ids)) {
      const path = `${sensei}/${kind}/${id}`;
      refused(`${what}: GET ${kind}`, await attacker.api.ask("GET", path));
      refused(`${what}: PUT ${kind}`, await attacker.api.ask("PUT", path, { json: { name: "stolen" } }));
      refused(`${what}: DELETE ${kind}`, await attacker.api.ask("DELETE", path));
    }
    const { engines, mlInstances, experiments, models } = victim.ids;
    const runs = Object.keys(victim.ids).find((kind) => kind.endsWith("/runs"));
    for (const [method, path, json] of [
      ["GET", `/models/${models}/artifact`],
      ["GET", `/models/${models}/transcodings`],
      ["POST", `/models/${models}/transcodings`, { modelId: models, targetFormat: "TF" }],
      ["GET", `/${runs}`],
      ["POST", `/${runs}`, { mode: "train" }],
      ["GET", `/${runs}/${victim.ids[runs ?? ""]}/status`],
      ["DELETE", `/mlInstances?engineId=${engines}`],
      ["DELETE", `/experiments?mlInstanceId=${mlInstances}`],
      ["DELETE", `/mlServices?mlInstanceId=${mlInstances}`],
      ["POST", "/mlInstances", { name: "x", engineId: engines, tasks: [] }],
      ["POST", "/experiments", { name: "x", mlInstanceId: mlInstances }],
      ["POST", "/mlServices", { name: "x", mlInstanceId: mlInstances }],
      ["POST", "/mlServices", { name: "x", trainingExperimentId: experiments }],
    ] as const)
      refused(
        `${what}: ${method} ${path}`,
        await attacker.api.ask(method, `${sensei}${path}`, json === undefined ? {} : { json }),
      );
    // Its own parent, another's child.
    const mine = attacker.ids.experiments;
    const foreign = victim.ids[runs ?? ""];
    refused(
      `${what}: a run below one's own`,
      await attacker.api.ask("GET", `${sensei}/experiments/${mine}/runs/${foreign}`),
    );
    refused(
      `${what}: a model to score with`,
      await attacker.api.ask("POST", `${sensei}/experiments/${mine}/runs`, {
        json: {
          mode: "score",
          tasks: [{ name: "score", parameters: [{ key: "modelId", value: models }] }],
        },
      }),
    );
  }
});

test("a filter by another's id finds nothing", async () => {
  for (const [what, attacker, victim] of pairs()) {
    const { engines, mlInstances, experiments } = victim.ids;
    for (const path of [
      `/mlInstances?property=engineId==${engines}`,
      `/experiments?property=mlInstanceId==${mlInstances}`,
      `/models?property=experimentId==${experiments}`,
      `/mlServices?property=mlInstanceId==${mlInstances}`,
      `/insights?property=context.experimentId==${experiments}`,
    ])
      expect([what, path, (await attacker.api.get(`${sensei}${path}`)).children]).toEqual([what, path, []]);
  }
});

test("/api/v1 keeps them apart as well", async () => {
  for (const [what, attacker, victim] of pairs()) {
    const runs = Object.entries(victim.ids).find(([kind]) => kind.endsWith("/runs"));
    const [, run = ""] = runs ?? [];
    for (const path of [
      `/resources/${victim.ids.engines}`,
      `/runs/${run}`,
      `/runs/${run}/logs?stream=stdout`,
      `/runs/${run}/events`,
    ])
      refused(`${what}: GET ${path}`, await attacker.api.ask("GET", `/api/v1${path}`));
    for (const path of [`/runs/${run}/cancel`, `/runs/${run}/retry`, `/runs/${run}/rerun`])
      refused(`${what}: POST ${path}`, await attacker.api.ask("POST", `/api/v1${path}`, { json: {} }));
    for (const path of ["/runs", "/resources", "/models", "/services", "/schedules"]) {
      const { text } = await attacker.api.ask("GET", `/api/v1${path}`);
      for (const id of Object.values(victim.ids))
        expect([what, path, text.includes(id)]).toEqual([what, path, false]);
    }
  }
});

test("what is the installation's is told to no tenant", async () => {
  for (const path of ["/plan", "/apply", "/tokens"])
    refused(`POST ${path}`, await away.api.ask("POST", `/api/v1${path}`, { json: {} }));
  for (const path of ["/tokens", "/audit"]) {
    const answer = await away.api.ask("GET", `/api/v1${path}`);
    refused(`GET ${path}`, answer);
    expect(answer.text).not.toContain("ann");
  }
});

describe("a token", () => {
  test.each([
    ["no token", () => shared.api.as({ "x-gw-ims-org-id": own }), "403010"],
    ["a token that nobody made", () => as(`mlx_${"x".repeat(43)}`, own), "401013"],
    ["a token of one organisation in another", () => as(tokens.away, own), "403025"],
    ["a token of no organisation in a foreign one", () => as(tokens.home, other), "403025"],
    ["a token of one sandbox in another", () => as(tokens.homeDev, own, "prod"), "403025"],
  ])("%s is refused as the platform's gateway does", async (_, api, code) => {
    for (const kind of Object.keys(home.ids)) {
      const { status, body } = await api().ask("GET", `${sensei}/${kind}`);
      expect([kind, status, body]).toEqual([
        kind,
        Number(code.slice(0, 3)),
        expect.objectContaining({ error_code: code, message: expect.any(String) }),
      ]);
    }
    // The platform says 403 where HTTP says 401.
    const { status } = await api().ask("GET", "/api/v1/runs");
    expect(status).toBe(code === "403010" ? 401 : Number(code.slice(0, 3)));
  });

  test("of one sandbox works there, whether it is named or not", async () => {
    for (const api of [as(tokens.homeDev, own, "dev"), as(tokens.homeDev, own)])
      expect((await api.get(`${sensei}/engines`)).children.map(({ id }) => id)).toEqual([dev.ids.engines]);
  });

  test("that reads changes nothing, by no operation", async () => {
    const api = as(tokens.reader, own);
    expect((await api.get(`${sensei}/engines`)).children.length).toBe(1);
    const { engines, mlInstances, experiments } = home.ids;
    for (const [method, path] of [
      ["POST", "/engines"],
      ["PUT", `/engines/${engines}`],
      ["DELETE", `/engines/${engines}`],
      ["DELETE", `/mlInstances?engineId=${engines}`],
      ["POST", `/experiments/${experiments}/runs`],
      ["POST", "/insights"],
      ["DELETE", `/experiments?mlInstanceId=${mlInstances}`],
    ] as const)
      expect([path, (await api.ask(method, `${sensei}${path}`, { json: {} })).status]).toEqual([path, 403]);
    expect((await home.api.get(`${sensei}/engines/${engines}`)).id).toBe(engines);
  });

  test("that was revoked is refused at once", async () => {
    const text = await mlx("token", "create", "max");
    const api = as(text, own);
    expect((await api.ask("GET", `${sensei}/engines`)).status).toBe(200);
    const { tokens: listed } = JSON.parse(await mlx("token", "list", "--json")) as {
      readonly tokens: readonly { readonly id: string; readonly user: string }[];
    };
    expect(JSON.stringify(listed)).not.toContain(text);
    await mlx("token", "revoke", listed.find(({ user }) => user === "max")?.id ?? "");
    expect((await api.ask("GET", `${sensei}/engines`)).status).toBe(401);
  });
});

describe("paths that lead out", () => {
  const secret = "../../../../../../../../../../../../etc/passwd";

  test.each(["../evil.py", "/tmp/mlx-evil.py", "a/../../evil.py"])(
    "an archive with %s is not unpacked",
    async (name) => {
      const form = formOf(
        "engine",
        { name: "evil", type: "Python" },
        { defaultArtifact: { name: "evil.zip", content: zip({ ...recipeFiles, [name]: "evil" }) } },
      );
      const answer = await home.api.ask("POST", `${sensei}/engines`, { form });
      refused(name, answer);
      expect(answer.status).toBeLessThan(500);
    },
  );

  test.each([secret, "/etc/passwd", "C:\\evil", "\u0000", "..", "."])(
    "the name %s of an artifact stays a name",
    async (name) => {
      const form = new FormData();
      form.append("model", JSON.stringify({ name: "named", originType: "offline" }));
      form.append("modelArtifact", new Blob(["mine"]), name);
      const made = await home.api.ask("POST", `${sensei}/models`, { form });
      expect([201, 400, 422]).toContain(made.status);
      if (made.status !== 201) return;
      const answer = await home.api.ask("GET", `${sensei}/models/${made.body.id}/artifact`);
      expect([answer.status, answer.text]).toEqual([200, "mine"]);
      expect(answer.headers.get("content-disposition") ?? "").not.toMatch(/[/\\]|\.\./);
    },
  );

  test.each(["file:///etc/passwd", "http://127.0.0.1:1/image", "../../etc/passwd", "host/img:1\nFROM x"])(
    "an image at %s is not read: it is kept as it is, or refused",
    async (location) => {
      const form = formOf("engine", {
        name: "image",
        type: "Python",
        artifacts: { default: { image: { location, name: "", executionType: "Python" } } },
      });
      const { status, text } = await home.api.ask("POST", `${sensei}/engines`, { form });
      expect([201, 400, 422]).toContain(status);
      expect(text).not.toContain("root:");
    },
  );

  test("files of runs and models are reached by no other path than theirs", async () => {
    for (const path of [
      `/models/same/versions/1/files/${encodeURIComponent(secret)}`,
      `/models/same/versions/1/files/${secret}`,
      `/models/same/versions/1/files/%2fetc%2fpasswd`,
      `/models/${encodeURIComponent(secret)}/versions/1/files`,
      `/runs/${encodeURIComponent(secret)}/logs?stream=stdout`,
      `/runs/${Object.values(home.ids)[3]}/logs?stream=${encodeURIComponent(secret)}`,
      `/runs/${Object.values(home.ids)[3]}/outputs/${encodeURIComponent(secret)}/x`,
    ]) {
      const answer = await home.api.ask("GET", `/api/v1${path}`);
      expect([path, answer.status >= 400 && answer.status < 500, answer.text.includes("root:")]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  test("a dataset lies in the project", async () => {
    for (const path of ["/etc", "../..", secret, "file:///etc/passwd", "~"]) {
      const answer = await home.api.ask("POST", "/api/v1/datasets", { json: { name: "evil", path } });
      refused(`a dataset at ${path}`, answer);
    }
  });

  test("the links of a log are good for that log alone", async () => {
    const runs = Object.keys(home.ids).find((kind) => kind.endsWith("/runs")) ?? "";
    const { status } = await home.api.get(`${sensei}/${runs}/${home.ids[runs]}/status`);
    const { tasks } = status as { readonly tasks: readonly { readonly tasklogs?: readonly Body[] }[] };
    const links = tasks.flatMap(({ tasklogs = [] }) =>
      tasklogs.map(({ url }) => new URL(String(url), shared.url)),
    );
    for (const link of links) {
      expect((await fetch(link)).status).toBeLessThan(400);
      const [claims = "", signature = ""] = (link.searchParams.get("link") ?? "").split(".");
      const text = Buffer.from(claims, "base64url").toString();
      const [own, foreign] = [String(home.ids[runs]), String(Object.values(away.ids)[3])];
      expect(text).toContain(own);
      const forge = (changed: string, seal: string) => {
        const forged = new URL(link);
        forged.searchParams.set("link", `${Buffer.from(changed).toString("base64url")}.${seal}`);
        return forged;
      };
      const turned = signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
      for (const forged of [
        forge(text.replace(own, foreign), signature),
        forge(text.replace(/\d{10}/, "9999999999"), signature),
        forge(text, turned),
        forge(text, ""),
      ])
        expect((await fetch(forged)).status).toBeGreaterThanOrEqual(400);
      const bare = new URL(link);
      bare.search = "";
      expect((await fetch(bare)).status).toBeGreaterThanOrEqual(400);
    }
  });
});
