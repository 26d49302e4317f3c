/** The configuration language: files to resources and diagnostics. */

export { configCodes } from "./codes.ts";
export {
  type ConfigurationDescription,
  type ConfigurationLeaf,
  describeConfiguration,
  type ValueOrigin,
} from "./describe-configuration.ts";
export { parseDuration } from "./duration.ts";
export { findProject } from "./find-project.ts";
export { type FormattedText, formatText } from "./format-text.ts";
export type { LoadedProject, LoadOptions, ResourceCheck, ResourceFinding } from "./load-options.ts";
export { loadProject } from "./load-project.ts";
export { readSchema } from "./read-schema.ts";
