/** Who is let in over HTTP, and into which namespace. */
import { type ApiToken, type MlxError, type Tenant, type TokenScope, timestamp, toResult } from "@mlx/core";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { tokenMissing, tokenReadsOnly } from "./errors.ts";
import { findPlace, type Place } from "./find-place.ts";
import { createTenants } from "./tenants.ts";
import { createTokenCheck } from "./token-check.ts";

export interface AccessOptions {
  /** Without it everybody is let in, as the user of this process: for one person on loopback. */
  readonly auth: boolean;
}

/** What a request says of who it is and where it wants to go. */
export interface Credentials {
  /** Without `Bearer`. */
  readonly token?: string;
  /** `x-gw-ims-org-id`. */
  readonly org?: string;
  /** `x-sandbox-name`. */
  readonly sandbox?: string;
  /** What it is about to do. */
  readonly scope: TokenScope;
}

export interface Admission {
  /** In the namespace that was asked for; what is done through it is the user's. */
  readonly project: Project;
  readonly user: string;
  readonly token?: ApiToken;
  /** Absent in the project's own namespace. */
  readonly tenant?: Tenant;
}

/** One that was refused says whose token it was, if it is one that was made here, valid or not. */
export type Admitted =
  | { readonly ok: true; readonly value: Admission }
  | { readonly ok: false; readonly failure: MlxError; readonly token?: ApiToken };

export interface Access {
  /**
   * Failures: 8042 no token was given · 8043 the token is unknown, expired or revoked · 8044 it is not for this
   * organisation or sandbox · 8045 its scope does not allow it · 8061 no name of an organisation or a sandbox ·
   * 8062 there are too many sandboxes.
   */
  admit(credentials: Credentials): Promise<Admitted>;
}

/** So many are remembered: one for each token, namespace and scope. */
const mostRemembered = 2000;

/** For a server: what was found out of a token, or a sandbox, holds until the store is written to. */
export async function openAccess(project: Project, { auth }: AccessOptions): Promise<Access> {
  const adapters = await project.adapters();
  const { server } = (await project.configuration()).settings;
  const check = createTokenCheck(adapters);
  const tenants = createTenants(adapters);
  let remembered: {
    readonly version: string;
    readonly until: number;
    readonly admissions: Map<string, Admission>;
  } = {
    version: "",
    until: 0,
    admissions: new Map(),
  };
  /** Of everybody, where no token is asked for and no sandbox is named: nothing in the store decides on that. */
  const own: Admission = { project, user: adapters.actor };
  const memory = () => {
    const version = adapters.store.version();
    const now = adapters.clock.now();
    const { admissions } = remembered;
    if (remembered.version !== version || now >= remembered.until || admissions.size >= mostRemembered)
      remembered = { version, until: now + rememberedMilliseconds, admissions: new Map() };
    return remembered.admissions;
  };
  const admitTo = async (place: Place | undefined, token: ApiToken | undefined, scope: TokenScope) => {
    const tenant = place === undefined ? undefined : await tenants.find(place, scope);
    const within = tenant === undefined ? project : project.within(tenant.namespace);
    return {
      project: token === undefined ? within : within.actingAs(token.user),
      user: token?.user ?? adapters.actor,
      ...(token === undefined ? {} : { token }),
      ...(tenant === undefined ? {} : { tenant }),
    };
  };
  const admit = async ({ token: text, org, sandbox, scope }: Credentials): Promise<Admission> => {
    if (auth && text === undefined) throw tokenMissing();
    if (!auth && findPlace({ org, sandbox }, server, undefined) === undefined) return own;
    const admissions = memory();
    const key = JSON.stringify([auth ? text : null, org, sandbox, scope]);
    const known = admissions.get(key);
    if (known !== undefined && isValid(known.token, adapters)) {
      if (known.token !== undefined) check.used(known.token);
      return known;
    }
    const token = auth && text !== undefined ? await check.find(text) : undefined;
    if (token?.scope === "read" && scope === "write") throw tokenReadsOnly();
    const admission = await admitTo(findPlace({ org, sandbox }, server, token), token, scope);
    admissions.set(key, admission);
    return admission;
  };
  return {
    admit: async (credentials) => {
      const admitted = await toResult(() => admit(credentials));
      if (admitted.ok || !auth || credentials.token === undefined) return admitted;
      const token = await check.known(credentials.token);
      return token === undefined ? admitted : { ...admitted, token };
    },
  };
}

/** Also where nothing is written to the store: a clock may be set, and a token expires. */
const rememberedMilliseconds = 10_000;

function isValid(token: ApiToken | undefined, { clock }: Pick<Adapters, "clock">): boolean {
  return token?.expiresAt === undefined || token.expiresAt > timestamp(clock.now());
}
