/** What experiments say of their runs, against what the project offers. */
import { expect, it } from "vitest";
import { problemsOf } from "./load.ts";

const project = `runs: { slots: { licence: 2, cpus: 4, memoryInMB: 1000 } }
notifications:
  webhooks: { ops: { url: "https://x.example" } }
recipes: { r: { image: x } }
instances:
  i:
    recipe: r
    tasks:
      train: { specification: { type: ContainerTaskSpec, cpus: 8, memoryInMB: 500 } }
      score: {}
experiments:
`;

it("is told where a run would wait for ever, and where a slot limits nothing", async () => {
  expect(
    await problemsOf(`${project}  a: { instance: i, slots: { licence: 3, licenec: 1 } }
  b: { instance: i, task: score, slots: { licenec: 1, tape: 2, memoryInMB: 2000, gpus: 1 } }
  c: { instanceQuery: tags.a==b, slots: { cpus: 5 } }
  d: { instance: i, task: score, slots: { licence: 2 } }
`),
  ).toMatchInlineSnapshot(`
    [
      "mlx.yaml:13:3 warning MLX1121 A run wants 8 of \`cpus\`, and \`runs.slots\` has 4: it cannot start.",
      "mlx.yaml:13:39 warning MLX1121 A run wants 3 of \`licence\`, and \`runs.slots\` has 2: it cannot start.",
      "mlx.yaml:13:42 warning MLX1120 \`licenec\` is not among \`runs.slots\`: it is unlimited. | Did you mean \`licence\`?",
      "mlx.yaml:14:55 warning MLX1120 \`tape\` is not among \`runs.slots\`: it is unlimited. | Say in mlx.yaml how much of it there is.",
      "mlx.yaml:14:76 warning MLX1121 A run wants 2000 of \`memoryInMB\`, and \`runs.slots\` has 1000: it cannot start.",
      "mlx.yaml:15:49 warning MLX1121 A run wants 5 of \`cpus\`, and \`runs.slots\` has 4: it cannot start.",
    ]
  `);
});

it("is told who cannot be reached", async () => {
  expect(
    await problemsOf(`${project}  a: { instance: i, task: score, notification: { webhooks: [opz, ops], email: [ann@acme.example, ann, "b c@x"] } }
  b: { instance: i, task: score, notification: { webhooks: [zzz], email: "<ann@acme.example>" } }
  c: { instance: i, task: score, notification: { email: bob@acme.example } }
`),
  ).toMatchInlineSnapshot(`
    [
      "mlx.yaml:13:61 MLX1201 There is no webhook \`opz\`. | Did you mean \`ops\`?",
      "mlx.yaml:13:72 warning MLX1119 No e-mail is sent: there is no \`notifications.smtp\`. | Name the server in mlx.yaml: \`notifications: { smtp: { host: …, from: … } }\`.",
      "mlx.yaml:13:98 MLX1105 \`ann\` is not an e-mail address.",
      "mlx.yaml:13:103 MLX1105 \`b c@x\` is not an e-mail address.",
      "mlx.yaml:14:61 MLX1201 There is no webhook \`zzz\`. | Known are \`ops\`.",
      "mlx.yaml:14:74 MLX1105 \`<ann@acme.example>\` is not an e-mail address.",
    ]
  `);
  expect(
    await problemsOf("experiments: { e: { instanceQuery: a, notification: { webhooks: [ops] } } }\n"),
  ).toMatchInlineSnapshot(`
    [
      "mlx.yaml:2:66 MLX1201 There is no webhook \`ops\`. | The project declares none: \`notifications: { webhooks: { NAME: { url: … } } }\`.",
    ]
  `);
});

it("is told what does nothing", async () => {
  expect(
    await problemsOf(`${project}  a:
    instance: i
    task: score
    timeout: 1h
    timeouts: { onStall: stop }
    schedule: { cron: "@daily", maxConcurrent: 2, queueLimit: 2, catchUpLimit: 3 }
    notification: { emailOnRetry: true, webhooks: [ops] }
  b:
    instance: i
    task: score
    timeout: 1h
    timeouts: { stall: 60m }
    schedule: { cron: "@daily", concurrency: allow, maxConcurrent: 2, queueLimit: 2, catchUp: all, catchUpLimit: 3 }
  c:
    instance: i
    task: score
    timeouts: { stall: 60m, onStall: stop }
    schedule: { cron: "@daily", concurrency: forbid, maxConcurrent: 1, queueLimit: 1, catchUpLimit: 10 }
`),
  ).toMatchInlineSnapshot(`
    [
      "mlx.yaml:17:17 warning MLX1118 \`onStall\` does nothing without \`stall\`.",
      "mlx.yaml:18:33 warning MLX1118 \`maxConcurrent\` does nothing with \`concurrency: forbid\`, only with \`allow\`.",
      "mlx.yaml:18:51 warning MLX1118 \`queueLimit\` does nothing with \`concurrency: forbid\`, only with \`queue\`.",
      "mlx.yaml:18:66 warning MLX1118 \`catchUpLimit\` does nothing with \`catchUp: latest\`, only with \`all\`.",
      "mlx.yaml:19:21 warning MLX1118 \`emailOnRetry\` does nothing without \`email\`.",
      "mlx.yaml:24:17 warning MLX1118 \`stall\` does nothing as it is not shorter than \`timeout\`.",
    ]
  `);
});

it("is told once for all resources of a declaration, with its shape where that is wrong", async () => {
  expect(
    await problemsOf(`${project}  a:
    forEach: { x: {}, y: {} }
    instance: i
    slots: { licence: 9 }
    task: score
  b: { instance: i, priority: 1001, maxRunning: 0, slots: { licence: 0, runs: 1 }, timeouts: { queue: 0, prepair: 5m } }
  c: { instance: i, notification: { email: { a: 1 }, webhooks: ops } }
`),
  ).toMatchInlineSnapshot(`
    [
      "mlx.yaml:16:23 warning MLX1121 A run wants 9 of \`licence\`, and \`runs.slots\` has 2: it cannot start.",
      "mlx.yaml:18:31 MLX1105 \`priority\` has to be at most 1000, not 1001.",
      "mlx.yaml:18:49 MLX1105 \`maxRunning\` has to be at least 1, not 0.",
      "mlx.yaml:18:70 MLX1105 \`licence\` has to be more than 0, not 0.",
      "mlx.yaml:18:73 MLX1107 \`runs\` is not a valid name. | A lower-case letter, then up to 62 letters, digits and dashes; not runs, which maxRunning limits.",
      "mlx.yaml:18:103 MLX1105 \`queue\` has to be more than 0, not 0.",
      "mlx.yaml:18:106 MLX1101 The key \`prepair\` is not known here. | Did you mean \`prepare\`?",
      "mlx.yaml:19:44 MLX1102 \`email\` has to be text or a list, not a map. | An e-mail address, or a list of such.",
      "mlx.yaml:19:64 MLX1102 \`webhooks\` has to be a list, not text. | Names of the project's webhooks that are told; all are when absent, and none with an empty list.",
    ]
  `);
});
