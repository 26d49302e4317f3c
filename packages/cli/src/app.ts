/** The operations of `@mlx/app` as commands get them: through their context, never by import. */
import type * as app from "@mlx/app";
import type * as server from "@mlx/server";

export type App = typeof app;
export type Server = typeof server;
export type { AppOptions, Project } from "@mlx/app";
