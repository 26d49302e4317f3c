/** How far a person has got in ending a daemon; each interrupt goes one further. */
export type UpLadder = "up" | "draining" | "stopping";

/** SIGINT and SIGTERM mean the same: a service manager sends the one, a terminal the other. Pure. */
export function nextRung(rung: UpLadder): UpLadder {
  return rung === "up" ? "draining" : "stopping";
}

/** The one message of a rung. `running`: how many runs are under way. */
export function describeRung(rung: UpLadder, running: number): string {
  const runs = `${running} ${running === 1 ? "run goes" : "runs go"} on`;
  switch (rung) {
    case "up":
      return "";
    case "draining":
      return running === 0
        ? "draining: nothing new starts, and nothing is under way"
        : `draining: nothing new starts, ${runs}; Ctrl-C again leaves them to the next \`mlx up\``;
    case "stopping":
      return "stopping: what runs goes on, and the next `mlx up` looks after it; Ctrl-C again ends mlx at once";
  }
}
