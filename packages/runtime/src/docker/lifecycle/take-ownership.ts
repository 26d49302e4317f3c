import { existsSync } from "node:fs";
import type { JobFolder } from "../../job/job-folder.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { engineMessage } from "../engine/engine-error.ts";
import type { ContainerRecord } from "./container-record.ts";

/**
 * Makes what a container wrote as another user mlx's own, so that it can be read and removed: only the
 * engine may do that, so a short container of the same image does, without a network. Returns why it
 * could not be done, if so; that nothing had to be done is no failure.
 */
export async function takeOwnership(
  { ml, sparkEvents }: Pick<JobFolder, "ml" | "sparkEvents">,
  { image, foreignFiles }: Pick<ContainerRecord, "image" | "foreignFiles">,
  {
    engine,
    self,
  }: { readonly engine: Engine; readonly self: { readonly uid: number; readonly gid: number } },
): Promise<string | undefined> {
  if (!foreignFiles || !existsSync(ml)) return undefined;
  const info = await engine.info();
  const folders = [ml, sparkEvents].filter((folder) => existsSync(folder));
  const targets = folders.map((_, index) => `/mlx/${index}`);
  // Without root, the engine's root is the user whom mlx runs as.
  const owner = info.rootless ? "0:0" : `${self.uid}:${self.gid}`;
  try {
    const code = await engine.call(async (docker) => {
      const helper = await docker.createContainer({
        Image: image,
        Entrypoint: ["chown", "-R", owner, ...targets],
        Cmd: [],
        User: "0:0",
        WorkingDir: "/",
        HostConfig: {
          NetworkMode: "none",
          CapDrop: ["ALL"],
          CapAdd: ["CHOWN", "DAC_OVERRIDE", "FOWNER"],
          SecurityOpt: ["no-new-privileges:true"],
          ...(info.userNamespaces ? { UsernsMode: "host" } : {}),
          Mounts: folders.map((Source, index) => {
            return { Type: "bind", Source, Target: targets[index] ?? "", ReadOnly: false };
          }),
        },
      });
      try {
        await helper.start();
        const { StatusCode }: { StatusCode: number } = await helper.wait();
        return StatusCode;
      } finally {
        await helper.remove({ v: true, force: true });
      }
    });
    return code === 0 ? undefined : `chown ended with code ${code}`;
  } catch (error) {
    return engineMessage(error);
  }
}
