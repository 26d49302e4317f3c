/** The configuration language: files to resources and diagnostics. */

export { type AskedEnvironment, askedEnvironment } from "./asked-environment.ts";
export { defaultServer } from "./canonical/server-settings.ts";
export { looksSecret } from "./check/secret-names.ts";
export type { ClientFiles } from "./client/check-client-paths.ts";
export type { Declaration } from "./client/declaration.ts";
export { createKnownResources, type KnownResource, type KnownResources } from "./client/known-resources.ts";
export {
  type DeclarationsToRead,
  type ReadDeclarations,
  readDeclarations,
} from "./client/read-declarations.ts";
export { configCodes } from "./codes.ts";
export type { DeclarationContext } from "./declare/common.ts";
export { escapeTemplates } from "./declare/escape-templates.ts";
export { type NamedSecret, nameSecrets } from "./declare/name-secrets.ts";
export { type Declarable, toDeclaration } from "./declare/to-declaration.ts";
export { type WrittenDeclaration, writeDeclarations } from "./declare/write-declarations.ts";
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
