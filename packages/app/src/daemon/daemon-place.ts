import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the daemon of an environment leaves its traces on this machine; absolute paths. */
export interface DaemonPlace {
  readonly folder: string;
  /** Says who it is; there while it runs. */
  readonly file: string;
  /** It answers there whoever may open the folder. */
  readonly socket: string;
  /** What it says when it runs in the background. */
  readonly log: string;
}

/** The system takes 104 to 108 bytes, with the end of the text. */
const longestSocket = 100;

/** Of a state folder's daemon for one environment; a socket whose path would be too long lies in the temporary folder. */
export function daemonPlace(
  stateFolder: string,
  environment: string | undefined,
  temporary: string = tmpdir(),
): DaemonPlace {
  const folder = join(stateFolder, "daemon");
  const name = environment ?? "default";
  const socket = join(folder, `${name}.sock`);
  const short = createHash("sha256").update(socket).digest("hex").slice(0, 16);
  const fits = Buffer.byteLength(socket) <= longestSocket;
  return {
    folder,
    file: join(folder, `${name}.json`),
    socket: fits ? socket : join(temporary, `mlx-${process.getuid?.() ?? "user"}`, `${short}.sock`),
    log: join(folder, `${name}.log`),
  };
}
