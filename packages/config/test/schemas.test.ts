import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readSchema } from "../src/index.ts";

describe("the schemas", () => {
  it("and what is generated from them are fresh", () => {
    const script = fileURLToPath(new URL("../scripts/generate.ts", import.meta.url));
    execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" });
  });

  it("accept the language; only the editors' accepts expressions where something else is meant", () => {
    const validator = (name: "mlx" | "editor") =>
      new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(
        JSON.parse(readSchema(name)),
      );
    const strict = validator("mlx");
    const editor = validator("editor");
    const plain = {
      project: "p",
      executor: "docker",
      docker: { registries: ["ghcr.io"], build: { args: { A: 1 }, caBundle: "ca.pem" } },
      runs: { slots: { licence: 2 }, maxRunning: 20, workerLostGrace: "5m" },
      notifications: {
        webhooks: { ops: { url: { secret: { env: "URL" } }, secret: { secret: { env: "S" } } } },
        smtp: { host: "mail", port: 25, security: "none", from: "a@b" },
      },
      retention: { runs: "365d", logs: "never", ticks: "1h30m" },
      server: { org: "ACME@AdobeOrg", requestsPerMinute: 600, tls: { cert: "c.pem", key: "k.pem" } },
      environments: { e: { executor: null, docker: { build: { args: { A: null } } } } },
      variables: { v: { type: "number", default: 1 } },
      datasets: { d: { path: "a.csv", format: "csv" } },
      recipes: {
        r: { source: ".", env: { A: 1, B: { secret: { env: "B" } } } },
        s: { image: "x", container: { user: 1000, capabilities: ["CHOWN"], entrypoint: "x y" } },
        t: { build: { context: ".", target: "t", args: { A: true } }, container: { user: "1:2" } },
      },
      instances: {
        i: { recipe: "r", tasks: { train: { specification: { type: "ContainerTaskSpec", cpus: 1 } } } },
      },
      experiments: {
        e: {
          instance: "i",
          timeout: "2h",
          retry: { max: 1 },
          timeouts: { queue: "1h", onStall: "stop" },
          priority: 10,
          slots: { licence: 1 },
          notification: { email: "a@b", webhooks: ["ops"] },
        },
      },
    };
    expect([strict(plain), editor(plain)]).toEqual([true, true]);
    const dynamic = {
      ...plain,
      executor: "${var.where}",
      runs: { maxRunning: "${var.n}", slots: { licence: "${var.n}" } },
      recipes: { r: { image: "x:${var.tag}", container: { profile: "${var.p}", pids: "${var.n}" } } },
      datasets: { d: { path: "${var.x}", format: "${var.format}", enabled: "${var.on}" } },
      experiments: {
        e: { instance: "i", timeout: "${var.t}", retry: { max: "${var.n}" }, forEach: "${var.all}" },
      },
    };
    expect([strict(dynamic), editor(dynamic)]).toEqual([false, true]);
    for (const wrong of [
      { ...plain, datasets: { d: { pth: "a" } } },
      { ...plain, project: "${var.x}" },
      { ...plain, recipes: { r: {} } },
      { ...plain, recipes: { r: { image: "x", container: { profil: "strict" } } } },
      { ...plain, docker: { base: "x" } },
      { ...plain, runs: { slots: { runs: 1 } } },
      { ...plain, retention: { runs: "always" } },
      { ...plain, retention: { runs: 365 } },
      { ...plain, server: { sandbox: "Prod" } },
    ]) {
      expect([strict(wrong), editor(wrong)]).toEqual([false, false]);
    }
  });

  it("say what every field is for", () => {
    const missing: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      const { properties } = node as {
        properties?: { [name: string]: { description?: string; $ref?: string } };
      };
      for (const [name, field] of Object.entries(properties ?? {})) {
        if (field.description === undefined && field.$ref === undefined) missing.push(`${path}.${name}`);
      }
      for (const [key, child] of Object.entries(node)) walk(child, `${path}.${key}`);
    };
    walk(JSON.parse(readSchema("mlx")), "");
    expect(missing).toEqual([]);
  });
});
