export { serverCodes } from "./codes.ts";
export type { DaemonFace, DaemonHealth } from "./daemon-face.ts";
export type { ServedRequest, ServiceLoad } from "./serving/served-request.ts";
export { type RunningServer, type ServerOptions, startServer } from "./start-server.ts";
