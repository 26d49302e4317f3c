export { runtimeCodes } from "./codes.ts";
export { createDockerExecutor, type DockerExecutorOptions } from "./docker/create-docker-executor.ts";
export { checkImage } from "./docker/doctor/check-image.ts";
export { checkDocker } from "./docker/engine/check-docker.ts";
export { connectEngine, type Engine } from "./docker/engine/connect-engine.ts";
export { createImages, type Images } from "./docker/images/create-images.ts";
export { type ListedContainer, listContainers } from "./docker/lifecycle/list-containers.ts";
export { createJobFolders } from "./job/job-folders.ts";
export { identifySelf, isAlive as isProcessAlive } from "./job/process-identity.ts";
export type { ProcessExecutorOptions } from "./process/create-process-executor.ts";
export { createProcessExecutor, supervisorEntry } from "./process/create-process-executor.ts";
export { checkPython } from "./python/check-python.ts";
export { checkR } from "./r/check-r.ts";
export {
  createDockerReplicaHost,
  type DockerReplicaHostOptions,
} from "./serving/docker/create-docker-replica-host.ts";
export {
  createProcessReplicaHost,
  type ProcessReplicaHostOptions,
} from "./serving/process/create-process-replica-host.ts";
export { readServiceLogs, type ServiceLogLine } from "./serving/read-service-logs.ts";
export { checkSpark } from "./spark/check-spark.ts";
