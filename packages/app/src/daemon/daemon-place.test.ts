import { expect, test } from "vitest";
import { daemonPlace } from "./daemon-place.ts";

test("an environment has files of its own", () => {
  expect(daemonPlace("/p/.mlx", "prod")).toEqual({
    folder: "/p/.mlx/daemon",
    file: "/p/.mlx/daemon/prod.json",
    socket: "/p/.mlx/daemon/prod.sock",
    log: "/p/.mlx/daemon/prod.log",
  });
  expect(daemonPlace("/p/.mlx", undefined).file).toBe("/p/.mlx/daemon/default.json");
});

test("a socket whose path the system would not take lies in the temporary folder, one for each daemon", () => {
  const long = `/${"ü".repeat(60)}/.mlx`;
  const { socket } = daemonPlace(long, undefined, "/tmp");
  expect(socket).toMatch(/^\/tmp\/mlx-[^/]+\/[0-9a-f]{16}\.sock$/);
  expect(daemonPlace(long, "prod", "/tmp").socket).not.toBe(socket);
  expect(daemonPlace(long, undefined, "/tmp").socket).toBe(socket);
});
