import type { ContainerSpec } from "@mlx/core";
import { containerSettings } from "@mlx/core";
import { expect, it } from "vitest";
import { containerOptions } from "./container-options.ts";

const config = {
  user: "",
  entrypoint: ["/entry"],
  command: ["serve"],
  workingFolder: "",
  volumes: [],
  variables: [],
  exposedPorts: [],
  architecture: "amd64",
};

function optionsOf(container: ContainerSpec, changes: Partial<Parameters<typeof containerOptions>[0]> = {}) {
  return containerOptions({
    submission: { container, stopGraceSeconds: 2.5 },
    image: { name: "sha256:1", config },
    engine: { apiVersion: "1.41" },
    name: "mlx-1",
    labels: { "mlx.run": "r" },
    settings: containerSettings(container, { memoryInMB: 1000 }),
    limits: { memoryInMB: 1000, gpus: 0 },
    user: { named: false, ids: { uid: 0, gid: 0 } },
    command: { words: ["train"], variables: {}, files: {} },
    host: { name: "algo-1", networkInterface: "lo" },
    variables: { A: "b=c" },
    mounts: [{ source: "/a:b", target: "/opt/ml", readOnly: false }],
    needsShell: false,
    openFiles: undefined,
    ...changes,
  });
}

const mebibyte = 1024 * 1024;
const same = {
  Mounts: [{ Type: "bind", Source: "/a:b", Target: "/opt/ml", ReadOnly: false }],
  ExtraHosts: ["algo-1:127.0.0.1"],
  Memory: 1000 * mebibyte,
  MemorySwap: 1000 * mebibyte,
  MemoryReservation: 800 * mebibyte,
  Init: true,
  IpcMode: "private",
  CgroupnsMode: "private",
  Ulimits: [
    { Name: "nofile", Soft: 65_536, Hard: 65_536 },
    { Name: "core", Soft: 0, Hard: 0 },
  ],
  OomScoreAdj: 500,
  LogConfig: { Type: "json-file", Config: { "max-size": "40m", "max-file": "4" } },
  RestartPolicy: { Name: "no" },
};

it("strict", () => {
  const user = { name: "1000:100", ids: { uid: 1000, gid: 100 }, named: true };
  expect(optionsOf({ profile: "strict", pull: "missing" }, { user })).toEqual({
    name: "mlx-1",
    Image: "sha256:1",
    Cmd: ["train"],
    Env: ["A=b=c"],
    User: "1000:100",
    Hostname: "algo-1",
    Labels: { "mlx.run": "r" },
    Healthcheck: { Test: ["NONE"] },
    StopTimeout: 3,
    HostConfig: {
      ...same,
      CapDrop: ["ALL"],
      CapAdd: [],
      SecurityOpt: ["no-new-privileges:true"],
      ReadonlyRootfs: true,
      Tmpfs: {
        "/tmp": "rw,nosuid,nodev,noexec,size=1024m,mode=1777",
        "/tmp/home": "rw,nosuid,nodev,noexec,size=1024m,mode=0700,uid=1000,gid=100",
      },
      NetworkMode: "none",
      PidsLimit: 512,
      ShmSize: 256 * mebibyte,
    },
  });
});

it("sagemaker", () => {
  expect(optionsOf({ profile: "sagemaker", pull: "missing" })).toEqual({
    name: "mlx-1",
    Image: "sha256:1",
    Cmd: ["train"],
    Env: ["A=b=c"],
    Hostname: "algo-1",
    Labels: { "mlx.run": "r" },
    Healthcheck: { Test: ["NONE"] },
    StopTimeout: 3,
    HostConfig: {
      ...same,
      CapDrop: ["ALL"],
      CapAdd: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"],
      SecurityOpt: ["no-new-privileges:true"],
      ReadonlyRootfs: false,
      Tmpfs: { "/tmp": "rw,nosuid,nodev,exec,size=1024m,mode=1777" },
      NetworkMode: "bridge",
      PidsLimit: 4096,
      ShmSize: 250 * mebibyte,
    },
  });
});

it("trusted", () => {
  const { HostConfig } = optionsOf({ profile: "trusted", pull: "missing" });
  expect(HostConfig).toEqual({
    ...same,
    CapAdd: [],
    SecurityOpt: [],
    ReadonlyRootfs: false,
    Tmpfs: { "/tmp": "rw,nosuid,nodev,exec,size=1024m,mode=1777" },
    NetworkMode: "bridge",
    PidsLimit: 4096,
    ShmSize: 250 * mebibyte,
  });
});

it("gives what is asked for over the profile", () => {
  const container: ContainerSpec = {
    profile: "strict",
    pull: "missing",
    user: "image",
    capabilities: ["NET_RAW"],
    network: "internal",
    readOnlyRoot: false,
    tmpExec: true,
    tmpSizeInMB: 7,
    pids: 8,
    shmSizeInMB: 9,
    runtime: "runsc",
    newPrivileges: true,
  };
  const { HostConfig } = optionsOf(container, {
    limits: { cpus: 1.5, memoryInMB: 7, gpus: 2 },
    engine: { apiVersion: "1.40" },
    openFiles: 4096,
  });
  const { CgroupnsMode: _, ...others } = same;
  expect(HostConfig).toEqual({
    ...others,
    CapDrop: ["ALL"],
    CapAdd: ["NET_RAW"],
    SecurityOpt: [],
    ReadonlyRootfs: false,
    Tmpfs: { "/tmp": "rw,nosuid,nodev,exec,size=7m,mode=1777" },
    NetworkMode: "internal",
    PidsLimit: 8,
    ShmSize: 9 * mebibyte,
    Memory: 7 * mebibyte,
    MemorySwap: 7 * mebibyte,
    MemoryReservation: 6 * mebibyte,
    NanoCpus: 1_500_000_000,
    DeviceRequests: [{ Count: 2, Capabilities: [["gpu"]] }],
    Runtime: "runsc",
    Ulimits: [{ Name: "core", Soft: 0, Hard: 0 }],
  });
});

it("puts a shell in front where variables are secret, and the entry point behind it", () => {
  const container: ContainerSpec = { profile: "strict", pull: "missing" };
  const secret = { needsShell: true, secrets: "/dev/shm/mlx-0/r-1" };
  const shell = ["/bin/sh", "-c", '. /run/secrets/.environment && exec "$@"', "mlx"];
  const { Entrypoint, Cmd, HostConfig } = optionsOf(container, secret);
  expect({ Entrypoint, Cmd }).toEqual({ Entrypoint: [...shell, "/entry"], Cmd: ["train"] });
  expect(HostConfig?.Mounts?.at(-1)).toEqual({
    Type: "bind",
    Source: "/dev/shm/mlx-0/r-1/mount",
    Target: "/run/secrets",
    ReadOnly: true,
  });
  const command = { entrypoint: ["env"], words: ["x"], workingFolder: "/w", variables: {}, files: {} };
  expect(optionsOf(container, { ...secret, command })).toMatchObject({
    Entrypoint: [...shell, "env"],
    Cmd: ["x"],
    WorkingDir: "/w",
  });
  expect(optionsOf(container, { command: { ...command, entrypoint: [] } })).toMatchObject({
    Entrypoint: [],
    Cmd: ["x"],
  });
});
