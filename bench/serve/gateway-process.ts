/** The server of `mlx up` with one service in front of the replica whose port is the argument. */
import { formatAddress } from "@mlx/core";
import { startServer } from "@mlx/server";

const port = Number(process.argv[2]);
const server = await startServer({
  daemon: {
    health: () => ({ state: "up", problems: [] }),
    status: async () => ({}),
    metrics: async () => "",
    served: () => {},
    drain: () => {},
    stop: () => {},
  },
  host: "127.0.0.1",
  port: 0,
});
await server.gateway.update({
  service: formatAddress({ kind: "service", name: "bench" }),
  limits: { concurrency: 64, queueLimit: 1000, maxBodyBytes: 6 * 2 ** 20, requestTimeoutSeconds: 60 },
  target: {
    type: "serving",
    model: "model/bench@v1",
    replicas: [{ id: "one", url: `http://127.0.0.1:${port}` }],
  },
});
process.stdout.write(`${new URL(server.url).port}\n`);
