/** The project's `docker` key: where images may come from, and how they are built. */
export interface DockerSettings {
  /** The image of recipes with `source` that name none. */
  readonly baseImage?: string;
  readonly build: {
    /** Build arguments of every build; the recipe's own stand over them. */
    readonly args: Readonly<Record<string, string>>;
    /** Absolute path of a PEM file: known to the steps of a build, never part of the image. */
    readonly caBundle?: string;
    /** `none`, `host`, or the name of a network of the engine. */
    readonly network?: string;
  };
  /** Hosts (`ghcr.io`) or parts of one (`ghcr.io/acme`) that images may come from; absent: all. */
  readonly registries?: readonly string[];
}
