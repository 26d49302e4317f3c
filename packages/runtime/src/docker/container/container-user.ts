/** Who a task is inside its container, and who that is on this machine. */
import type { EngineInfo } from "../engine/connect-engine.ts";

export interface UserIds {
  readonly uid: number;
  readonly gid: number;
}

export interface ContainerUser {
  /** As the engine is told; absent: the image's own. */
  readonly name?: string;
  /** Inside the container; absent where only the image knows them. */
  readonly ids?: UserIds;
  /** The same user as the file system of this machine sees it; absent where that is not known. */
  readonly host?: UserIds;
  /** mlx chose its number, so it gets an entry in `/etc/passwd`, a home, and a name. */
  readonly named: boolean;
}

/** Nobody's: distroless images have it as `nonroot`. */
const unprivileged: UserIds = { uid: 65532, gid: 65532 };
const root: UserIds = { uid: 0, gid: 0 };

/**
 * Where nothing is set it is mlx's own user, so that files go in and out without a change of owner;
 * except where mlx is root. An engine without root maps its container's root to the user who started
 * it, who is the one that may use it: there mlx's own user is called 0. With user namespaces
 * (`userns-remap`) the numbers mean nothing outside, and nobody's is as good as any.
 */
export function containerUser(
  setting: string | undefined,
  {
    image,
    engine,
    self,
  }: {
    /** `USER` of the image; empty for root. */
    readonly image: string;
    readonly engine: Pick<EngineInfo, "rootless" | "userNamespaces">;
    readonly self: UserIds;
  },
): ContainerUser {
  const ids = setting === undefined ? ownIds(engine, self) : parseUser(setting === "image" ? image : setting);
  const host = ids && hostIds(ids, engine, self);
  const known = { ...(ids && { ids }), ...(host && { host }) };
  if (setting === "image") return { ...known, named: false };
  return { ...known, ...(ids && { name: `${ids.uid}:${ids.gid}` }), named: true };
}

function ownIds(
  { rootless, userNamespaces }: Pick<EngineInfo, "rootless" | "userNamespaces">,
  self: UserIds,
) {
  if (rootless) return root;
  return userNamespaces || self.uid === 0 ? unprivileged : self;
}

/** `UID` stands for `UID:UID`; a name is known to the image alone. */
function parseUser(text: string): UserIds | undefined {
  if (text === "" || text === "root") return root;
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(text) ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid ?? uid) };
}

function hostIds(
  ids: UserIds,
  { rootless, userNamespaces }: Pick<EngineInfo, "rootless" | "userNamespaces">,
  self: UserIds,
): UserIds | undefined {
  if (rootless) return ids.uid === 0 && self.uid !== 0 ? self : undefined;
  return userNamespaces ? undefined : ids;
}

/** How files of mlx become the container's. */
export type FileOwner =
  /** They are: both are the same user. */
  | { readonly type: "self" }
  /** mlx is root and hands them over. */
  | { readonly type: "given"; readonly ids: UserIds }
  /** They stay mlx's; whoever gets into the folder around them may use them. */
  | { readonly type: "anyone" };

export function fileOwner({ host }: ContainerUser, self: UserIds): FileOwner {
  if (host?.uid === self.uid) return { type: "self" };
  return host !== undefined && self.uid === 0 ? { type: "given", ids: host } : { type: "anyone" };
}
