export { artifactStoreConformance } from "./testing/artifact-store-conformance.ts";
export type { ArtifactStoreHarness } from "./testing/artifact-store-harness.ts";
export { makeZip, type ZipEntry } from "./testing/make-zip.ts";
