/** A daemon of a real project, and the sandboxes that are made while it runs. */
import { expect, it, onTestFinished, vi } from "vitest";
import { openAccess } from "../src/access/open-access.ts";
import { openDaemon } from "../src/daemon/open-daemon.ts";
import type { Project } from "../src/project.ts";
import { createFolder, openIn, smallProject } from "./project-folder.ts";

const until = (condition: () => Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 60_000, interval: 50 });

async function startDaemon(
  project: Project,
  close: (patienceMilliseconds?: number) => Promise<void> = async () => {},
) {
  const daemon = await openDaemon(project, {
    slots: {},
    serve: async () => ({
      url: "http://127.0.0.1:1",
      gateway: {
        publish: async () => ({ url: "" }),
        withdraw: async () => {},
        load: () => undefined,
      } as never,
      serviceLoads: () => [],
      close,
    }),
  });
  onTestFinished(async () => {
    daemon.stop();
    await daemon.ended;
  });
  return daemon;
}

it("sees to a sandbox soon after another process has made it, and leaves it in order", async () => {
  const { root } = createFolder(smallProject);
  const project = await openIn(root);
  const daemon = await startDaemon(project);
  await until(async () => daemon.health().state === "up");
  const other = await openIn(root);
  const access = await openAccess(other, { auth: false });
  const admitted = await access.admit({ sandbox: "dev", scope: "write" });
  if (!admitted.ok) throw admitted.failure;
  const { store } = await admitted.value.project.adapters();
  expect(store.namespace).toBe("small sandbox=dev");
  const workers = async () => (await store.workers.list()).map(({ identity }) => identity.id);
  await until(async () => (await workers()).length === 1);
  expect(await workers()).toEqual([daemon.identity.id]);
  // What it says of itself stays that of one daemon.
  expect(daemon.health()).toEqual({ state: "up", problems: [] });
  daemon.drain();
  await daemon.ended;
  expect(await workers()).toEqual([]);
});

it("sees to those that were there before it started", async () => {
  const { root } = createFolder(smallProject);
  const project = await openIn(root);
  const access = await openAccess(project, { auth: false });
  for (const sandbox of ["a", "b"]) await access.admit({ sandbox, scope: "write" });
  await startDaemon(project);
  for (const sandbox of ["a", "b"]) {
    const { store } = await project.within(`small sandbox=${sandbox}`).adapters();
    await until(async () => (await store.workers.list()).length === 1);
  }
});

it("lets requests under way finish when it drains, and cuts them off when it is stopped meanwhile", async () => {
  const project = await openIn(createFolder(smallProject).root);
  const asked: (number | undefined)[] = [];
  const closed = Promise.withResolvers<void>();
  const daemon = await startDaemon(project, (patience) => {
    asked.push(patience);
    if (patience === 0) closed.resolve();
    return closed.promise;
  });
  await until(async () => daemon.health().state === "up");
  daemon.drain();
  await until(async () => asked.length > 0);
  expect(asked).toEqual([10_000]);
  daemon.stop();
  await daemon.ended;
  expect(asked).toEqual([10_000, 0]);
});
