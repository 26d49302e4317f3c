export { createMemoryStore } from "./testing/create-memory-store.ts";
export { storeConformance } from "./testing/store-conformance.ts";
