export { runtimeCodes } from "./codes.ts";
export type { ProcessExecutorOptions } from "./process/create-process-executor.ts";
export { createProcessExecutor, supervisorEntry } from "./process/create-process-executor.ts";
export { identifySelf, isAlive as isProcessAlive } from "./job/process-identity.ts";
export { checkPython } from "./python/check-python.ts";
