import { createServer } from "node:net";
import { InternalError } from "@mlx/core";

/** A TCP port of loopback that nobody has at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      const found = server.address();
      server.close(() => {
        if (found === null || typeof found === "string") reject(new InternalError("a port without a number"));
        else resolve(found.port);
      });
    });
  });
}
