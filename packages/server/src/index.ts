export { serverCodes } from "./codes.ts";
export type { DaemonFace, DaemonHealth } from "./daemon-face.ts";
export { type RunningServer, type ServerOptions, startServer } from "./start-server.ts";
