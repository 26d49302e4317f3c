/**
 * `/etc/passwd` and `/etc/group` for a user whom the image does not know: without an entry
 * `getpass.getuser()` fails in Python, and so does Hadoop's login.
 */
import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { homeFolder, userName } from "./container-environment.ts";
import type { Mount } from "./container-mounts.ts";
import type { ContainerUser } from "./container-user.ts";

/** Writes both below `folder`, and says where they are to be mounted. */
export async function writeAccounts(
  folder: string,
  user: Pick<ContainerUser, "ids">,
): Promise<readonly Mount[]> {
  const files = Object.entries(accounts(user));
  return Promise.all(
    files.map(async ([name, text]) => {
      const path = join(folder, name);
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, text, { mode: 0o644 });
      await rename(draft, path);
      return { source: path, target: `/etc/${name}`, readOnly: true };
    }),
  );
}

function accounts({ ids = { uid: 0, gid: 0 } }: Pick<ContainerUser, "ids">) {
  const { uid, gid } = ids;
  const users = [
    { uid, line: `${userName({ ids })}:x:${uid}:${gid}:mlx:${homeFolder}:/bin/sh` },
    { uid: 0, line: "root:x:0:0:root:/root:/bin/sh" },
    { uid: 65534, line: "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin" },
  ];
  const groups = [
    { gid, line: `${gid === 0 ? "root" : "mlx"}:x:${gid}:` },
    { gid: 0, line: "root:x:0:" },
    { gid: 65534, line: "nogroup:x:65534:" },
  ];
  return {
    passwd: text(users.filter((user, index) => index === 0 || user.uid !== uid)),
    group: text(groups.filter((group, index) => index === 0 || group.gid !== gid)),
  };
}

function text(entries: readonly { readonly line: string }[]): string {
  return entries.map(({ line }) => `${line}\n`).join("");
}
