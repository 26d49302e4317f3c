/** What holds for the whole project. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeConfiguration, type LoadOptions, loadProject } from "../src/index.ts";
import { noSettings } from "../src/resolve/project-settings.ts";
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
      ...noSettings,
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
      ...noSettings,
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
    expect([settings, executor, origins]).toEqual([noSettings, "process", []]);
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

  it("are checked for the server too", async () => {
    const wrong = `server:
  org: "two words"
  sandbox: Prod
  maxUploadInMB: 0
  requestsPerMinute: 1.5
  dockerRegistry: { host: r, username: u, password: hunter2 }
  tls: { cert: s3://b/c.pem }
  port: 80
`;
    expect(await problemsOf(wrong)).toMatchInlineSnapshot(`
      [
        "mlx.yaml:3:8 MLX1105 \`org\` cannot be \`two words\`. | The organisation that the project belongs to, as clients send it in x-gw-ims-org-id. When absent, whatever they send means the project.",
        "mlx.yaml:4:12 MLX1105 \`sandbox\` cannot be \`Prod\`. | The sandbox that the project is, as clients send it in x-sandbox-name.",
        "mlx.yaml:5:18 MLX1105 \`maxUploadInMB\` has to be more than 0, not 0.",
        "mlx.yaml:6:22 MLX1102 \`requestsPerMinute\` has to be an integer, not a number. | Of one token, or of one address without a token; 0 does not limit.",
        "mlx.yaml:7:53 MLX1109 \`password\` is a secret, and stands in a file. | Write \`password: { secret: { env: NAME } }\` (or \`file:\`): the value is then read when it is needed, and kept nowhere.",
        "mlx.yaml:8:3 MLX1104 \`key\` is missing in \`tls\`. | PEM file with its private key.",
        "mlx.yaml:8:16 MLX1112 \`s3://b/c.pem\` is not a file of this machine. | Copy it into a file that only the user of mlx can read, and name that.",
        "mlx.yaml:9:3 MLX1101 The key \`port\` is not known here. | Known are \`org\`, \`sandbox\`, \`dockerRegistry\`, \`maxUploadInMB\`, \`requestsPerMinute\` and \`tls\`.",
      ]
    `);
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
    expect(settings).toEqual(noSettings);
  });
});

describe("runs, notifications, retention and server", () => {
  const text = `project: p
runs: { slots: { tape: 1, cpus: 8 }, maxRunning: 20, workerLostGrace: 10m }
notifications:
  webhooks:
    ops:
      url: { secret: { file: ./url } }
      secret: { secret: { file: ./hook } }
      events: [run.succeeded, run.failed, run.failed]
      allowPrivate: true
      timeout: 3s
    plain: { url: "https://hooks.acme.example/\${environment}" }
  smtp: { host: mail, user: mlx, password: { secret: { env: SMTP } }, from: "mlx <mlx@acme.example>" }
retention: { runs: 365d, logs: 90d, failedWork: never, ticks: 1h }
server:
  org: ACME@AdobeOrg
  maxUploadInMB: 0.5
  requestsPerMinute: 0
  dockerRegistry: { host: "r:5000", username: mlx, password: { secret: { file: ./registry } } }
  tls: { cert: ./tls/cert.pem, key: /etc/mlx/key.pem }
environments:
  dev: { default: true }
`;
  const overlay = `environments:
  prod:
    runs: { slots: { licence: 3, tape: null }, maxRunning: null }
    notifications:
      webhooks: { ops: { secret: { secret: { file: ./hook } }, events: null }, plain: null }
      smtp: { security: tls, user: null, password: null }
    retention: { runs: never, failedWork: null }
    server: { sandbox: dev-1, org: null, maxUploadInMB: null, dockerRegistry: null, tls: { cert: ./c.pem } }
  bare: { runs: null, notifications: null, retention: null, server: null }
`;
  const loaded = (environment?: string) =>
    load({ "mlx.yaml": text, "teams/a/prod.mlx.yaml": overlay }, { environment });

  it("are canonical", async () => {
    const { settings, diagnostics } = await loaded();
    expect(diagnostics).toEqual([]);
    expect(settings).toEqual({
      docker: noSettings.docker,
      runs: { slots: { cpus: 8, tape: 1 }, maxRunning: 20, workerLostGraceSeconds: 600 },
      notifications: {
        webhooks: {
          ops: {
            url: { secret: { file: "url" } },
            secret: { secret: { file: "hook" } },
            events: ["run.failed", "run.succeeded"],
            allowPrivate: true,
            timeoutSeconds: 3,
          },
          plain: {
            url: "https://hooks.acme.example/dev",
            events: ["run.failed", "schedule.failed"],
            allowPrivate: false,
            timeoutSeconds: 10,
          },
        },
        smtp: {
          host: "mail",
          port: 587,
          security: "starttls",
          user: "mlx",
          password: { secret: { env: "SMTP" } },
          from: "mlx <mlx@acme.example>",
          timeoutSeconds: 30,
        },
      },
      retention: {
        runsSeconds: 365 * 86_400,
        logsSeconds: 90 * 86_400,
        ticksSeconds: 3600,
        deliveriesSeconds: 30 * 86_400,
      },
      server: {
        org: "ACME@AdobeOrg",
        sandbox: "prod",
        maxUploadBytes: 524_288,
        requestsPerMinute: 0,
        dockerRegistry: { host: "r:5000", username: "mlx", password: { secret: { file: "registry" } } },
        tls: { cert: expect.stringMatching(/^\/.*\/tls\/cert\.pem$/), key: "/etc/mlx/key.pem" },
      },
    });
  });

  it("are laid over by an environment, whose secret files are relative to its own file", async () => {
    const { settings, diagnostics } = await loaded("prod");
    expect(diagnostics).toEqual([]);
    expect(settings).toMatchObject({
      runs: { slots: { cpus: 8, licence: 3 }, workerLostGraceSeconds: 600 },
      notifications: { smtp: { port: 465, security: "tls" } },
    });
    expect(settings.runs).not.toHaveProperty("maxRunning");
    expect(settings.notifications.smtp).not.toHaveProperty("user");
    expect(settings.notifications.webhooks).toEqual({
      ops: {
        url: { secret: { file: "url" } },
        secret: { secret: { file: "teams/a/hook" } },
        events: ["run.failed", "schedule.failed"],
        allowPrivate: true,
        timeoutSeconds: 3,
      },
    });
    expect(settings.retention).toEqual({
      logsSeconds: 90 * 86_400,
      failedWorkSeconds: 7 * 86_400,
      ticksSeconds: 3600,
      deliveriesSeconds: 30 * 86_400,
    });
    expect(settings.server).toEqual({
      sandbox: "dev-1",
      maxUploadBytes: 10 * 2 ** 30,
      requestsPerMinute: 0,
      tls: { cert: expect.stringMatching(/\/teams\/a\/c\.pem$/), key: "/etc/mlx/key.pem" },
    });
    expect((await loaded("bare")).settings).toEqual(noSettings);
  });

  it("change no digest of what is applied", async () => {
    const settings = "runs: { maxRunning: 3 }\nretention: { runs: 1d }\n";
    const resources = "recipes: { r: { image: x } }\n";
    expect((await load(settings + resources)).state?.digest).toBe((await load(resources)).state?.digest);
  });

  it("are checked, each mistake told once and where it stands", async () => {
    const wrong = `runs: { slots: { Licence: 1, runs: 3, tape: -1 }, maxRunning: 0, workerLostGrce: 5m }
notifications:
  webhooks:
    a: { url: ftp://x, secret: hunter2 }
    b: { url: "https://u:p@x.example" }
    c: { url: "https://x.example/?api_key=1", events: [run.faild] }
    d: { events: [] }
    E: { url: "https://x.example" }
    f: { url: 3, secret: { env: HOOK } }
  smtp: { host: mail, port: 70000, user: x, from: nobody, security: ssl, password: "" }
retention: { runs: forever, logs: 2 weeks, failedWork: -1, ticks: 365 }
`;
    expect(await problemsOf(wrong)).toMatchInlineSnapshot(`
      [
        "mlx.yaml:2:18 MLX1107 \`Licence\` is not a valid name. | A lower-case letter, then up to 62 letters, digits and dashes; not runs, which maxRunning limits.",
        "mlx.yaml:2:30 MLX1107 \`runs\` is not a valid name. | A lower-case letter, then up to 62 letters, digits and dashes; not runs, which maxRunning limits.",
        "mlx.yaml:2:45 MLX1105 \`tape\` has to be at least 0, not -1.",
        "mlx.yaml:2:63 MLX1105 \`maxRunning\` has to be at least 1, not 0.",
        "mlx.yaml:2:66 MLX1101 The key \`workerLostGrce\` is not known here. | Did you mean \`workerLostGrace\`?",
        "mlx.yaml:5:15 MLX1105 \`url\` is not an address that a webhook can be sent to. | Write an http or https URL, e.g. \`https://hooks.acme.example/mlx\`.",
        "mlx.yaml:5:32 MLX1109 \`secret\` is a secret, and stands in a file. | Write \`secret: { secret: { env: NAME } }\` (or \`file:\`): the value is then read when it is needed, and kept nowhere.",
        "mlx.yaml:6:15 MLX1109 The URL holds a user name or a password. | Write \`url: { secret: { env: NAME } }\` (or \`file:\`), and keep the whole URL there.",
        "mlx.yaml:7:15 MLX1109 \`api_key\` in the URL looks like a secret. | Write \`url: { secret: { env: NAME } }\` (or \`file:\`), and keep the whole URL there.",
        "mlx.yaml:7:56 MLX1103 This entry has to be \`run.succeeded\`, \`run.failed\`, \`run.aborted\`, \`run.retrying\`, \`model.ready\`, \`model.promoted\`, \`model.rolled-back\`, \`model.refused\`, \`service.failed\`, \`service.restored\`, \`schedule.skipped\` or \`schedule.failed\`, not \`run.faild\`. | Did you mean \`run.failed\`?",
        "mlx.yaml:8:5 MLX1104 \`url\` is missing in \`d\`. | Where to: http or https; or a secret: { secret: { env: NAME } }.",
        "mlx.yaml:8:18 MLX1105 \`events\` must not be empty.",
        "mlx.yaml:9:5 MLX1107 \`E\` is not a valid name. | A lower-case letter, then up to 62 lower-case letters, digits and dashes.",
        "mlx.yaml:10:15 MLX1102 \`url\` has to be text or a map, not a number. | Where to: http or https; or a secret: { secret: { env: NAME } }.",
        "mlx.yaml:10:26 MLX1110 \`secret\` names a source, and is no reference to a secret. | Write \`secret: { secret: { env: HOOK } }\`.",
        "mlx.yaml:11:29 MLX1105 \`port\` has to be at most 65535, not 70000.",
        "mlx.yaml:11:51 MLX1105 \`nobody\` is not an e-mail address. | Write \`mlx@acme.example\`, or \`mlx <mlx@acme.example>\`.",
        "mlx.yaml:11:69 MLX1103 \`security\` has to be \`none\`, \`starttls\` or \`tls\`, not \`ssl\`.",
        "mlx.yaml:11:84 MLX1102 \`password\` has to be a map, not text. | The user's password.",
        "mlx.yaml:12:20 MLX1105 \`runs\` cannot be \`forever\`. | Ended runs with all that belongs to them, but those whose model or output is still there: a time span, or never. Numbers with s, m, h, d or w, such as 365d, or never.",
        "mlx.yaml:12:35 MLX1105 \`logs\` cannot be \`2 weeks\`. | Logs of ended runs: a time span, or never. Numbers with s, m, h, d or w, such as 365d, or never.",
        "mlx.yaml:12:56 MLX1102 \`failedWork\` has to be text, not a number. | Work folders of failed attempts: a time span, or never.",
        "mlx.yaml:12:67 MLX1102 \`ticks\` has to have a unit, and \`365\` has none. | Write \`365d\` for days. Numbers with s, m, h, d or w, such as 365d, or never.",
      ]
    `);
    expect(await problemsOf("notifications: { smtp: { host: m, from: a@b, user: u } }\n")).toEqual([
      "mlx.yaml:2:46 warning MLX1118 `user` does nothing without `password`: nobody signs in.",
    ]);
    expect(
      await problemsOf("notifications: { smtp: { host: m, from: a@b, password: { secret: { env: P } } } }\n"),
    ).toEqual(["mlx.yaml:2:46 warning MLX1118 `password` does nothing without `user`: nobody signs in."]);
  });

  it("are checked for the server too", async () => {
    const wrong = `server:
  org: "two words"
  sandbox: Prod
  maxUploadInMB: 0
  requestsPerMinute: 1.5
  dockerRegistry: { host: r, username: u, password: hunter2 }
  tls: { cert: s3://b/c.pem }
  port: 80
`;
    expect(await problemsOf(wrong)).toMatchInlineSnapshot(`
      [
        "mlx.yaml:3:8 MLX1105 \`org\` cannot be \`two words\`. | The organisation that the project belongs to, as clients send it in x-gw-ims-org-id. When absent, whatever they send means the project.",
        "mlx.yaml:4:12 MLX1105 \`sandbox\` cannot be \`Prod\`. | The sandbox that the project is, as clients send it in x-sandbox-name.",
        "mlx.yaml:5:18 MLX1105 \`maxUploadInMB\` has to be more than 0, not 0.",
        "mlx.yaml:6:22 MLX1102 \`requestsPerMinute\` has to be an integer, not a number. | Of one token, or of one address without a token; 0 does not limit.",
        "mlx.yaml:7:53 MLX1109 \`password\` is a secret, and stands in a file. | Write \`password: { secret: { env: NAME } }\` (or \`file:\`): the value is then read when it is needed, and kept nowhere.",
        "mlx.yaml:8:3 MLX1104 \`key\` is missing in \`tls\`. | PEM file with its private key.",
        "mlx.yaml:8:16 MLX1112 \`s3://b/c.pem\` is not a file of this machine. | Copy it into a file that only the user of mlx can read, and name that.",
        "mlx.yaml:9:3 MLX1101 The key \`port\` is not known here. | Known are \`org\`, \`sandbox\`, \`dockerRegistry\`, \`maxUploadInMB\`, \`requestsPerMinute\` and \`tls\`.",
      ]
    `);
  });

  it("stand in mlx.yaml only", async () => {
    expect(
      await problemsOf({ "a.mlx.yaml": "runs: {}\nnotifications: {}\nretention: {}\nserver: {}\n" }),
    ).toEqual([
      "a.mlx.yaml:1:1 MLX1017 `runs` belongs into mlx.yaml.",
      "a.mlx.yaml:2:1 MLX1017 `notifications` belongs into mlx.yaml.",
      "a.mlx.yaml:3:1 MLX1017 `retention` belongs into mlx.yaml.",
      "a.mlx.yaml:4:1 MLX1017 `server` belongs into mlx.yaml.",
    ]);
  });
});
