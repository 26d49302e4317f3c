export { type ArtifactStoreHarness, artifactStoreConformance } from "./testing/artifact-store-conformance.ts";
