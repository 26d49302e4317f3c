import { setTimeout as delay } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { replicaHostConformance } from "../src/testing.ts";
import { createReplicaHarness } from "./replica-harness.ts";

replicaHostConformance("process", () => createReplicaHarness("process"));

it("a replica dies with its daemon, whatever that one dies of, before anybody sweeps", async () => {
  const harness = await createReplicaHarness("process");
  onTestFinished(() => harness.close());
  const source = await harness.addSource({
    serve: `#!/bin/sh
exec python3 -c '
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
'
`,
  });
  const url = await harness.startAndKill(harness.daemon, {
    id: "0000aaaa-0000-4000-8000-000000000000",
    service: "forecast",
    instance: "i",
    recipe: "r",
    recipeType: "Python",
    origin: { source: "recipe" },
    source,
    parameters: {},
    env: {},
    secretValues: [],
    model: { ref: "model/i@v1", artifact: source },
    startTimeoutSeconds: 60,
  });
  expect(url).toMatch(/^http:/);
  const answers = () =>
    fetch(`${url}/ping`).then(
      () => true,
      () => false,
    );
  while (await answers()) await delay(20);
});
