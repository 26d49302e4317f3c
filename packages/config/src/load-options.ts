import type {
  Code,
  DesiredResource,
  DesiredState,
  Diagnostic,
  ExecutorName,
  NotificationSettings,
  RetentionSettings,
  RunsSettings,
  SecretRef,
} from "@mlx/core";

export interface LoadOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** From `--env`; else `MLX_ENV`, else the default one. */
  readonly environment?: string | undefined;
  /** From `--var`. */
  readonly variables: { readonly [name: string]: string };
  /** From `--var-file`, absolute or relative to the root; a later one counts more. */
  readonly variableFiles: readonly string[];
  readonly processEnv: { readonly [name: string]: string | undefined };
  /** Where what was parsed is kept; nothing is kept without it. */
  readonly cacheFolder?: string | undefined;
  /** Checks of single resources that other packages bring along. */
  readonly checks?: readonly ResourceCheck[];
}

/** Findings about one resource; a path is one of its canonical spec, e.g. `["schedule", "cron", "0"]`. */
export type ResourceCheck = (resource: DesiredResource) => readonly ResourceFinding[];

export interface ResourceFinding {
  readonly path: readonly string[];
  readonly severity: Diagnostic["severity"];
  readonly code: Code;
  readonly summary: string;
  readonly detail?: string;
}

/** What holds for the whole project, the environment's over the project's. */
export interface ProjectSettings {
  /** Of recipes with `source` that do not say it themselves. */
  readonly executor?: ExecutorName;
  readonly docker: DockerSettings;
  readonly runs: RunsSettings;
  readonly notifications: NotificationSettings;
  readonly retention: RetentionSettings;
  readonly server: ServerSettings;
}

/** What clients of the API are served, and how. */
export interface ServerSettings {
  /** `x-gw-ims-org-id` of the project; absent: any means it. */
  readonly org?: string;
  /** `x-sandbox-name` of the project. */
  readonly sandbox: string;
  readonly dockerRegistry?: {
    readonly host: string;
    readonly username: string;
    readonly password: SecretRef;
  };
  readonly maxUploadBytes: number;
  /** Of one token, or of one address without a token; 0: not limited. */
  readonly requestsPerMinute: number;
  /** Absolute paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface DockerSettings {
  /** Of recipes with `source` that do not name one. */
  readonly baseImage?: string;
  /** Hosts or parts of one (`ghcr.io/acme`), in lower case; absent: all are allowed. */
  readonly registries?: readonly string[];
  readonly build: {
    readonly args: { readonly [name: string]: string };
    /** Absolute. */
    readonly caBundle?: string;
    readonly network?: string;
  };
}

export interface LoadedProject {
  readonly project?: string;
  /** The environment that was laid over the rest. */
  readonly environment?: string;
  /** Absent when there are errors. */
  readonly state?: DesiredState;
  /** The environment's `store`, resolved. */
  readonly storeUrl?: string;
  /** The git branch that the environment is applied from. */
  readonly branch?: string;
  /** A file, or a part of one, could not be read: what it declares is not known. */
  readonly incomplete?: true;
  /** The defaults where they are wrong, which is then told. */
  readonly settings: ProjectSettings;
  readonly diagnostics: readonly Diagnostic[];
  /** The project's files that were read, relative to the root. */
  readonly files: readonly string[];
  /** Names of the declared environments. */
  readonly environments: readonly string[];
  /** All whose change can change the result: also `--var-file`s and what `file` and `sha256` read. */
  readonly watchFiles: readonly string[];
}
