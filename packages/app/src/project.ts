import { join, resolve } from "node:path";
import {
  askedEnvironment,
  findProject,
  type LoadedProject,
  type LoadOptions,
  loadProject,
} from "@mlx/config";
import { canonicalJson, type DesiredState, hasErrors, type Result, toResult } from "@mlx/core";
import { createHashCache } from "@mlx/data";
import { scheduleCheck } from "@mlx/schedule";
import type { AppOptions } from "./app-options.ts";
import { systemClock } from "./environment.ts";
import { configurationInvalid, noProject } from "./errors.ts";
import { guardEvents } from "./guard-events.ts";
import { once } from "./once.ts";
import { type Adapters, openAdapters, type StorePlace } from "./open-adapters.ts";
import { stateFolderOf } from "./state-folder.ts";
import { storeUrl } from "./store-url.ts";

/** An opened project. Its configuration, store and adapters are opened when they are first needed. */
export interface Project {
  readonly root: string;
  readonly options: AppOptions;
  /** The configuration; errors in it are in its diagnostics. Read once, and again after `reload`. */
  load(): Promise<LoadedProject>;
  reload(): void;
  /** The desired state of a valid configuration; fails with category configuration-invalid. */
  desired(): Promise<{ readonly state: DesiredState; readonly loaded: LoadedProject }>;
  loadOptions(): LoadOptions;
  /**
   * Those of the project, environment and store that the files name now. Failure: 8002 where the name or the
   * environment that was asked for is not declared.
   */
  adapters(): Promise<Adapters>;
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
  const { emit, failures } = guardEvents(options.events);
  const hashes = once(() =>
    createHashCache({ file: join(state, "cache", "hashes.json"), clock: systemClock }),
  );
  const open = (place: StorePlace, loaded: LoadedProject) =>
    openAdapters({ root, options, place, loaded, hashCache: hashes(), emit });
  let current: { readonly key: string; readonly opening: Promise<Adapters> } | undefined;
  const closeStore = async () => {
    const before = current;
    current = undefined;
    // One that could not be opened has told so, and needs no closing.
    const adapters = await before?.opening.catch(() => undefined);
    await adapters?.store.close();
  };
  const adapters = async (): Promise<Adapters> => {
    const loaded = await load();
    const asked = askedEnvironment(loadOptions());
    // One that is not declared must not become the default one.
    const isOther = asked !== undefined && asked.name !== loaded.environment;
    if (loaded.project === undefined || isOther) throw configurationInvalid(loaded.diagnostics);
    const place = storePlace(root, options, loaded.project, loaded);
    const key = canonicalJson({ ...place, settings: loaded.settings });
    if (current?.key === key) return current.opening;
    const closing = closeStore();
    const opening = closing.then(() => open(place, loaded));
    current = { key, opening };
    opening.catch(() => {
      // Whatever was in the way may be gone the next time.
      if (current?.opening === opening) current = undefined;
    });
    return opening;
  };
  return {
    root,
    options,
    load,
    reload: () => {
      loading = undefined;
    },
    loadOptions,
    desired: async () => {
      const loaded = await load();
      if (loaded.state === undefined || hasErrors(loaded.diagnostics))
        throw configurationInvalid(loaded.diagnostics);
      return { state: loaded.state, loaded };
    },
    adapters,
    eventFailures: failures,
    close: async () => {
      try {
        await hashes.peek()?.flush();
      } finally {
        await closeStore();
      }
    },
  };
}

function storePlace(root: string, options: AppOptions, project: string, loaded: LoadedProject): StorePlace {
  const { environment } = loaded;
  const namespace = environment === undefined ? project : `${project}/${environment}`;
  return { url: storeUrl(root, options, loaded), namespace };
}
