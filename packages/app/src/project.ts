import { join, resolve } from "node:path";
import {
  askedEnvironment,
  findProject,
  type LoadedProject,
  type LoadOptions,
  loadProject,
} from "@mlx/config";
import { type DesiredState, hasErrors, type Result, toResult } from "@mlx/core";
import { createHashCache } from "@mlx/data";
import { scheduleCheck } from "@mlx/schedule";
import { filesOfProjectOnly } from "./access/errors.ts";
import { createAdapterPool } from "./adapter-pool.ts";
import type { AppOptions } from "./app-options.ts";
import { type Configuration, chooseConfiguration, describeRemembered } from "./choose-configuration.ts";
import { systemClock } from "./environment.ts";
import { configurationInvalid, noProject } from "./errors.ts";
import { guardEvents } from "./guard-events.ts";
import { recallConfiguration, rememberConfiguration } from "./known-configuration.ts";
import { once } from "./once.ts";
import { type Adapters, openAdapters, openNamespace, type StorePlace } from "./open-adapters.ts";
import { stateFolderOf } from "./state-folder.ts";
import { storeUrl } from "./store-url.ts";

/** An opened project. Its configuration, store and adapters are opened when they are first needed. */
export interface Project {
  readonly root: string;
  readonly options: AppOptions;
  /** A tenant's; absent: the project's own, which alone has files. */
  readonly namespace?: string;
  /** The configuration; errors in it are in its diagnostics. Read once, and again after `reload`. */
  load(): Promise<LoadedProject>;
  reload(): void;
  /** The desired state of a valid configuration; fails with category configuration-invalid. Failure: 8060 in a tenant's namespace. */
  desired(): Promise<{ readonly state: DesiredState; readonly loaded: LoadedProject }>;
  loadOptions(): LoadOptions;
  /**
   * What work from the store takes of the files, or of what they said before where they cannot be read, which
   * is told. Failure: 8002 where the name or the environment that was asked for is not declared.
   */
  configuration(): Promise<Configuration>;
  /** One whose settings are right; where it is not what the files say now, that is told. Failure: 8002. */
  soundConfiguration(): Promise<Configuration>;
  /** Those of the project, environment and store of `configuration`. Failure: 8002. */
  adapters(): Promise<Adapters>;
  /** The same project in another namespace of its store: a tenant's. It is closed with this one. */
  within(namespace: string): Project;
  /** The same project; what is done through it is that user's. It is closed with this one. */
  actingAs(actor: string): Project;
  /** What reading the events threw first, as an array of one: a bug, of which the work knows nothing. */
  eventFailures(): readonly unknown[];
  close(): Promise<void>;
}

/** Finds the project that `cwd` is in. Failure: 8001. */
export function openProject(options: AppOptions): Promise<Result<Project>> {
  return toResult(async () => {
    const root = await findProject(options.cwd);
    if (root === undefined) throw noProject(options.cwd);
    return createProject(root, options);
  });
}

function createProject(root: string, options: AppOptions): Project {
  const state = stateFolderOf(root);
  const loadOptions = (): LoadOptions => ({
    root,
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    variables: options.variables,
    variableFiles: options.variableFiles.map((file) => resolve(options.cwd, file)),
    processEnv: options.processEnv,
    cacheFolder: join(state, "cache", "parse"),
    checks: [scheduleCheck(() => systemClock.now())],
  });
  let loading: Promise<LoadedProject> | undefined;
  const load = () => {
    loading ??= loadProject(loadOptions());
    return loading;
  };
  let warned = false;
  const warn = (loaded: LoadedProject) => {
    if (!warned) options.onWarning?.(describeRemembered(loaded));
    warned = true;
  };
  const choose = async (): Promise<Configuration> => {
    const loaded = await load();
    const asked = askedEnvironment(loadOptions());
    const isSound = !hasErrors(loaded.diagnostics);
    const known = isSound ? undefined : await recallConfiguration(state, asked?.name);
    const chosen = chooseConfiguration(loaded, asked, known);
    if (chosen.from === "files") await rememberConfiguration(state, asked?.name, chosen);
    if (chosen.differs) warn(loaded);
    return chosen;
  };
  let choosing: Promise<Configuration> | undefined;
  const configuration = () => {
    choosing ??= choose();
    return choosing;
  };
  const { emit, failures } = guardEvents(options.events);
  const hashes = once(() =>
    createHashCache({ file: join(state, "cache", "hashes.json"), clock: systemClock }),
  );
  const pool = createAdapterPool({
    configuration,
    placeOf: (chosen) => storePlace(root, options, chosen),
    open: (place, loaded) => openAdapters({ root, options, place, loaded, hashCache: hashes(), emit }),
    openBeside: openNamespace,
  });
  const desired = async () => {
    const loaded = await load();
    if (loaded.state === undefined || hasErrors(loaded.diagnostics))
      throw configurationInvalid(loaded.diagnostics);
    return { state: loaded.state, loaded };
  };
  const view = (namespace: string | undefined, actor: string | undefined): Project => ({
    root,
    options,
    ...(namespace === undefined ? {} : { namespace }),
    load,
    reload: () => {
      loading = undefined;
      choosing = undefined;
    },
    loadOptions,
    desired: async () => {
      if (namespace !== undefined) throw filesOfProjectOnly(namespace);
      return desired();
    },
    configuration,
    soundConfiguration: async () => {
      const chosen = await configuration();
      const loaded = await load();
      if (chosen.from === "doubtful") throw configurationInvalid(loaded.diagnostics);
      if (chosen.from === "remembered") warn(loaded);
      return chosen;
    },
    adapters: actor === undefined ? () => pool.get(namespace) : asActor(() => pool.get(namespace), actor),
    within: (other) => view(other, actor),
    actingAs: (user) => view(namespace, user),
    eventFailures: failures,
    close: async () => {
      if (namespace !== undefined || actor !== undefined) return;
      try {
        await hashes.peek()?.flush();
      } finally {
        await pool.close();
      }
    },
  });
  return view(undefined, undefined);
}

/** What is asked for again and again is the same object, as long as what it is made of is. */
function asActor(adapters: () => Promise<Adapters>, actor: string): () => Promise<Adapters> {
  let made: { readonly of: Adapters; readonly adapters: Adapters } | undefined;
  return async () => {
    const of = await adapters();
    if (made?.of !== of) made = { of, adapters: { ...of, actor } };
    return made.adapters;
  };
}

function storePlace(root: string, options: AppOptions, loaded: Configuration): StorePlace {
  const { project, environment } = loaded;
  const namespace = environment === undefined ? project : `${project}/${environment}`;
  return { url: storeUrl(root, options, loaded), namespace };
}
