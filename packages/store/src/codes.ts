import type { CodeEntry } from "@mlx/core";

export const storeCodes: readonly CodeEntry[] = [
  {
    code: "MLX5001",
    title: "The store was written by a newer mlx",
    explanation: `A store carries the version of its schema. A newer mlx brings it up to date when it first opens it; an
older one cannot know what the newer one means, so it refuses and changes nothing.

Upgrade mlx on this machine to the version that last used the store.`,
  },
  {
    code: "MLX5002",
    title: "The file is not a store, or it is damaged",
    explanation: `The file is not an SQLite database, is one of another program, or parts of it are damaged: a copy that was
cut short, a failing disk, or a copy made while mlx was writing.

mlx leaves such a file as it is. Put a backup in its place. To copy a store that is in use, take the
\`-wal\` file beside it along, or use \`sqlite3 mlx.db ".backup copy.db"\`.

Without a backup, move the file away and run \`mlx apply\`: the resources come back from your files. The
history, the runs and the models' versions are only in the old file, so keep it.`,
  },
  {
    code: "MLX5003",
    title: "The store was in use for too long",
    explanation: `One process writes to the store at a time, each for a fraction of a second; others wait up to 10 seconds.
Something held it for longer: a stopped mlx, a backup, a database tool with an open transaction, or a file
system over the network, which SQLite does not work well on.

Nothing was written; run the command again.`,
  },
  {
    code: "MLX5004",
    title: "The store cannot be written",
    explanation: `The disk is full, a limit on file sizes was reached, or the file or its folder is read-only. mlx writes a
change entirely or not at all, so the store is as it was before the command.

Make room, for example with \`df -h\` and \`du -sh .mlx\`, or fix the permissions, and run the command again.`,
  },
  {
    code: "MLX5005",
    title: "The store cannot be opened",
    explanation: `The store's URL names something that this version cannot open: a kind of database that it does not know, a
folder, or a path on which no folder can be made. It opens SQLite files:

\`\`\`
--store .mlx/mlx.db
--store sqlite:/srv/mlx/team.db
\`\`\``,
  },
  {
    code: "MLX5010",
    title: "The plan is out of date",
    explanation: `Each apply moves the store's serial by one, and a plan holds for exactly one serial. Somebody applied
something between your plan and your apply, so what you were shown may no longer be what would happen.

Nothing was changed. Run \`mlx plan\` again, and apply that.`,
  },
  {
    code: "MLX5020",
    title: "Another process has taken over the run, or it has ended",
    explanation: `Whoever works on a run holds a lease with a number that grows with each change of hands. A process that was
silent for too long (a suspended laptop, a stopped terminal) may find that another one has taken its run over;
what it writes then is refused, so that one run never has two results.

The run itself is not harmed. \`mlx runs show RUN\` says who has it.`,
  },
  {
    code: "MLX5021",
    title: "There is no such run",
    explanation: `No run of this project and environment has that id. Runs of other environments are in other stores or under
another name: \`mlx runs --env NAME\` lists them.`,
  },
  {
    code: "MLX5022",
    title: "The run cannot be tried again",
    explanation: `\`mlx runs retry\` gives a run that has FAILED or was ABORTED further attempts, with its checkpoints. A run that
is under way or waits has to end first: \`mlx cancel RUN\`. One that is DONE has nothing to repair;
\`mlx runs rerun RUN\` makes a new run with the same parameters and inputs.`,
  },
  {
    code: "MLX5023",
    title: "The experiment has no schedule",
    explanation: `A schedule is written in an experiment and exists from the apply that brings it. \`mlx schedules\` lists those of
the project and environment. To have one:

\`\`\`yaml
experiments:
  nightly:
    schedule: { cron: "0 3 * * *" }
\`\`\``,
  },
  {
    code: "MLX5024",
    title: "There is no such delivery",
    explanation: `A delivery is one message to one target. No delivery of this project and environment has that id; those that have
ended are removed after the time that \`retention.deliveries\` names. \`mlx notifications\` lists those that there are.`,
  },
  {
    code: "MLX5030",
    title: "The alias was moved meanwhile",
    explanation: `An alias such as \`champion\` is moved from a version to another only if it still points to the one that it
pointed to when the move was decided. Somebody else (a person, a promotion policy, or an apply) moved it in
between, so what was compared and judged then may no longer hold.

Nothing was changed. \`mlx models history NAME\` says who moved it, from where to where, and why.`,
  },
  {
    code: "MLX5031",
    title: "The version cannot bear an alias",
    explanation: `An alias points to a READY version of the same model. One that was deleted can be used for nothing until it is
restored (\`mlx models restore NAME@vN\`), which is possible until its files were collected.`,
  },
  {
    code: "MLX5032",
    title: "The model version is in use",
    explanation: `A version is deleted only when nothing refers to it: neither an alias nor a run that has not ended. The message
names what does. Point the alias elsewhere (\`mlx models promote\`, \`mlx models rollback\`), wait for the runs, or
cancel them, and delete it then.

Earlier versions that were deleted keep their numbers, and are listed with \`mlx models list --all\`.`,
  },
  {
    code: "MLX5033",
    title: "There is no such model version",
    explanation: `No version of this project and environment has that name or id. Versions are numbered from 1 for each model, and
a model has the name of the instance that trained it, or the name that it was registered under.
\`mlx models list\` lists them.`,
  },
];
