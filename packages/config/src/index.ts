/** The configuration language: files to resources and diagnostics. */

export { type AskedEnvironment, askedEnvironment } from "./asked-environment.ts";
export { defaultServer } from "./canonical/server-settings.ts";
export { configCodes } from "./codes.ts";
export { parseDuration } from "./duration.ts";
export { findProject } from "./files/find-project.ts";
export { createIgnoreCheck } from "./files/ignored-by-git.ts";
export type {
  DockerSettings,
  LoadedProject,
  LoadOptions,
  ProjectSettings,
  ResourceCheck,
  ResourceFinding,
  ServerSettings,
} from "./load-options.ts";
export { loadProject } from "./load-project.ts";
export { readSchema } from "./read-schema.ts";
export {
  type ConfigurationDescription,
  type ConfigurationLeaf,
  describeConfiguration,
  type ValueOrigin,
} from "./resolve/describe-configuration.ts";
export { type FormattedText, formatText } from "./text/format-text.ts";
