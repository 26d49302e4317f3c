export { runtimeCodes } from "./codes.ts";
export type { ProcessExecutorOptions } from "./process/create-process-executor.ts";
export { createProcessExecutor, supervisorEntry } from "./process/create-process-executor.ts";
