/** The operations of `@mlx/app` as commands get them: through their context, never by import. */
import type * as app from "@mlx/app";

export type App = typeof app;
export type { AppOptions, Project } from "@mlx/app";
