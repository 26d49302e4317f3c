export { serverCodes } from "./codes.ts";
export type { DaemonFace, DaemonHealth } from "./daemon-face.ts";
export type { ApiOptions } from "./open-faces.ts";
export { type RunningServer, type ServerOptions, startServer } from "./start-server.ts";
