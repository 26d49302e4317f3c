import { MlxError } from "@mlx/core";

export function portInUse(host: string, port: number, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX8501",
    summary: `port ${port} of ${host} is in use`,
    detail:
      "It may be the daemon of this project (`mlx status` shows it; it serves the API too) or of another, or another program. Nothing was started.",
    next: [
      `\`mlx up --port ${port === 65_535 ? port - 1 : port + 1}\``,
      "`mlx up --port 0` takes any that is free",
    ],
    cause,
  });
}

export function addressNotAvailable(host: string, why: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX8502",
    summary: `"${host}" is no address of this machine to listen on`,
    detail: `${why} Nothing was started.`,
    next: [
      "`mlx up --host 127.0.0.1` for this machine alone",
      "`mlx up --host 0.0.0.0` for all of its addresses",
    ],
    cause,
  });
}

export function portNotAllowed(host: string, port: number, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX8503",
    summary: `port ${port} of ${host} may not be listened on`,
    detail: "Ports below 1024 take rights that mlx does not have here. Nothing was started.",
    next: ["take a port above 1023, e.g. `mlx up --port 4747`"],
    cause,
  });
}

export function socketNotMade(path: string, why: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX8504",
    summary: `the socket ${path} cannot be made`,
    detail: `The system says: ${why}. Nothing was started.`,
    next: ["check that its folder is there, can be written to, and is on a disk of this machine"],
    cause,
  });
}

export function servicePortNotOpened(service: string, host: string, port: number, cause: unknown): MlxError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new MlxError({
    code: "MLX8510",
    summary: `the port ${port} of the service ${service} cannot be listened on`,
    detail: `The system says of ${host}: ${why}. It is tried again; meanwhile the service answers by the daemon's own port, below /services/${service}.`,
    next: ["take another `port` in the service's `serve`, then apply", "or end the program that has it"],
    cause,
  });
}

export function openToAll(host: string): MlxError {
  return new MlxError({
    code: "MLX8535",
    summary: `without tokens the API would be open to all who reach ${host}`,
    detail:
      "They could run programs on this machine. `--no-auth` is for this machine alone. Nothing was started.",
    next: [
      "`mlx up --host 127.0.0.1 --no-auth` for this machine alone",
      `\`mlx token create USER\`, then \`mlx up --host ${host}\``,
    ],
  });
}

export function withoutTokens(host: string): MlxError {
  return new MlxError({
    code: "MLX8536",
    summary: `the API would let nobody in on ${host}: there is no valid token`,
    detail: "Beyond this machine it answers only who shows one. Nothing was started.",
    next: [
      `\`mlx token create USER\`, then \`mlx up --host ${host}\``,
      "`mlx up --host 127.0.0.1` for this machine alone, without tokens",
    ],
  });
}
