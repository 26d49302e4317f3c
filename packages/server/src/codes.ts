import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 85xx, the server of `mlx up`. */
export const serverCodes: readonly CodeEntry[] = [
  {
    code: "MLX8501",
    title: "The port is in use",
    explanation: `\`mlx up\` answers over HTTP (health, metrics, status), on 127.0.0.1:4747 unless it is told otherwise. Another
program listens there; it may be the \`mlx up\` of another project or environment.

    mlx up --port 4748     # another one
    mlx up --port 0        # any that is free; it is printed, and \`mlx status\` shows it

\`ss -ltnp\` on Linux, or \`lsof -iTCP -sTCP:LISTEN\`, shows who has the port.`,
  },
  {
    code: "MLX8502",
    title: "The address is not one of this machine",
    explanation: `\`--host\` is the address that \`mlx up\` listens on: 127.0.0.1 (the default) for this machine alone, 0.0.0.0 or ::
for all of its addresses, or one of them. A name has to lead to one of them.`,
  },
  {
    code: "MLX8503",
    title: "The port may not be used",
    explanation: `Ports below 1024 take rights that mlx should not have. Take one above, and let a reverse proxy answer on the
other.`,
  },
  {
    code: "MLX8504",
    title: "The socket of the daemon cannot be made",
    explanation: `\`mlx down\` and \`mlx status\` talk to the daemon through a socket file of its own, which only its user may open.
It could not be made: the folder is missing, cannot be written to, or lies on a file system that has no sockets.`,
  },
];
