import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 3xxx, apply and runs. */
export const engineCodes: readonly CodeEntry[] = [
  {
    code: "MLX3001",
    title: "The plan is stale",
    explanation: `A plan is applied exactly as it was shown, or not at all. Since this one was made, a source folder, a dataset or
the store has changed, so applying it would do something else than what it says. Nothing was changed.

\`mlx plan\` makes a new one.`,
  },
  {
    code: "MLX3002",
    title: "The plan is blocked",
    explanation: `A guard stands against this plan: it deletes a resource with \`lifecycle: { protect: true }\`, or more than half
of all that was applied; it deletes or moves what something uses that was made through the API and that no file declares; it
changes the startTime of a service's schedule; or it pins a version of a model that is not READY. Nothing was changed.

Take the protection out of the file, or say \`--allow-mass-delete\`, if that is what you want. A service gets another
startTime by publishing it under another name; or by removing its schedule, applying, and adding it again. What is in use
stays in the files until what uses it is declared too (\`mlx import\`), or deleted through the API.`,
  },
  {
    code: "MLX3003",
    title: "A recipe's source folder cannot be read",
    explanation: `A recipe with \`source\` is hashed when it is planned and kept as a snapshot when it is applied, so the folder
has to be there, inside or outside the project, and everything in it has to be readable. Symbolic links may not leave it.`,
  },
  {
    code: "MLX3004",
    title: "The recipe has no program for a task that an instance declares",
    explanation: `A task runs the recipe's \`command\` for it, else an executable file with the task's name, else \`TASK.py\`:

    recipe/
      train.py      # train
      score.py      # score

A service with \`serve\`, and a score task with \`transform\`, need the program \`serve\` in the same way. Add the file, or say
what to run:

    recipes:
      churn: { source: ./recipe, command: { train: [python, main.py, train] } }`,
  },
  {
    code: "MLX3005",
    title: "A dataset has no files yet",
    explanation: `The path of the dataset leads nowhere at the moment. That is only a warning when planning, because data may come
later; a run that needs it fails with INPUT_UNAVAILABLE. The dataset shows as changed once the files are there.`,
  },
  {
    code: "MLX3006",
    title: "A secret is not set here",
    explanation: `The variable or file that the secret refers to is missing where this command runs. Planning and applying go on
without it (a change of its value is then not noticed); a run that needs it fails to start.`,
  },
  {
    code: "MLX3010",
    title: "This cannot be run",
    explanation: `\`mlx run\` takes an experiment, or an instance or a service with \`--task\`, that was applied:

    mlx run experiment/retail-train
    mlx run instance/retail-default --task train -p n_estimators=200
    mlx run service/retail-forecast --task score`,
  },
  {
    code: "MLX3011",
    title: "The address was not applied",
    explanation: `Runs use what is in the store, not what is in the files. \`mlx apply\` brings the store up to date;
\`mlx status\` shows what it holds.`,
  },
  {
    code: "MLX3012",
    title: "There is no such run",
    explanation: `A run is named by its id, by the first characters of it (at least 4), with or without \`run/\`, or as \`last\`.
\`mlx runs\` lists them.`,
  },
  {
    code: "MLX3013",
    title: "Another mlx works on this run",
    explanation: `A run has one worker at a time. \`mlx logs -f RUN\` watches it; \`mlx cancel RUN\` stops it.`,
  },
  {
    code: "MLX3014",
    title: "A parameter cannot be used",
    explanation: `\`-p NAME=VALUE\` gives a parameter for one run. A value is taken as the type that the parameter has in the YAML
(number, boolean, string); where the YAML has none, \`3\`, \`true\` and \`null\` are what they look like, all else is a
string. A parameter that is a secret takes no value on the command line.`,
  },
  {
    code: "MLX3015",
    title: "No instance matches the query",
    explanation: `An experiment with \`instanceQuery\` looks for an instance when a run is made: the newest that matches. Conditions
compare \`name\`, \`recipe\` or \`tags.NAME\` by \`==\` or \`!=\`, joined by \`,\`:

    instanceQuery: "tags.team==retail,name!=retail-old"`,
  },
  {
    code: "MLX3016",
    title: "A secret that the run needs is not set",
    explanation: `Secrets are read when a run starts. Set the variable, or make the file, where mlx runs, and run again.`,
  },
  {
    code: "MLX3017",
    title: "A train run left no model",
    explanation: `A train task writes its model into the folder that \`SM_MODEL_DIR\` names. The program exited with 0 and the folder
is empty, so the run failed with OUTPUT_INVALID and no version was made. A recipe that makes no model says so with
\`requireModel: false\`.`,
  },
  {
    code: "MLX3018",
    title: "A run wrote nothing into an output channel",
    explanation: `Each channel of a task's \`outputs\` is a folder that the program gets by \`MLX_OUTPUT_CHANNEL\`, e.g.
\`MLX_OUTPUT_PREDICTIONS\`. What it writes there becomes a new batch folder. It exited with 0 and wrote nothing, so the
run failed with OUTPUT_INVALID.`,
  },
  {
    code: "MLX3019",
    title: "An experiment runs a task that its instance does not declare",
    explanation: `An instance says what a task needs: its inputs, outputs and parameters. An experiment can only run a task that
the instance has:

    instances:
      churn: { recipe: churn-gbm, tasks: { train: {…}, score: {…} } }
    experiments:
      churn-score: { instance: churn, task: score }`,
  },
  {
    code: "MLX3020",
    title: "The Dockerfile is missing",
    explanation: `A recipe with \`build\` is made into an image by a Dockerfile that lies inside its context:

    recipes:
      churn: { build: { context: ./churn, dockerfile: prod.Dockerfile } }

\`dockerfile\` is relative to the context, and \`Dockerfile\` unless it is given.`,
  },
  {
    code: "MLX3021",
    title: "A task asks for more than the machine has",
    explanation: `The \`specification\` of a task says what it needs. A task in a container gets no more than the machine of its
engine has; a task that runs as a process, no more than the memory of this machine. It would wait or be killed later, so
it is refused when it is planned. Ask for less, or plan and apply where there is more: for containers, \`DOCKER_HOST\` or
a Docker context leads to another machine.`,
  },
  {
    code: "MLX3022",
    title: "No recipe runs in this image",
    explanation: `\`mlx lock IMAGE\` takes the names of images as the configuration has them: the \`image\` of a recipe, the
\`container.baseImage\` of one that runs its source in a container, or the project's \`docker.baseImage\`. Which recipes
there are depends on the environment, so \`--env\` may be missing.`,
  },
  {
    code: "MLX3023",
    title: "A run replaced a folder for its outputs",
    explanation: `The folders that \`SM_MODEL_DIR\` and \`MLX_OUTPUT_CHANNEL\` name are made before the program starts, and what
lies in them when it ends is stored. The program removed one of them, or a folder above it, or put a symbolic link in its
place. A link could lead to files that are not the program's to give away, so nothing was read through it, and the run
failed with OUTPUT_INVALID. Copy or move files into the folder; it may hold links to files inside of it.`,
  },
  {
    code: "MLX3024",
    title: "A part of a run took longer than it may",
    explanation: `A run is more than its program, and each part has a time of its own:

    experiments:
      nightly:
        timeouts:
          prepare: 30m    # inputs, environment and image
          start: 60s      # until the program has started
          publish: 10m    # until the outputs are published

What was under way is ended, and the run failed: with INPUT_UNAVAILABLE, ENVIRONMENT_FAILED, IMAGE_UNAVAILABLE,
START_FAILED or PUBLISH_FAILED, whichever part it was. Give it more time, or find out what it waited for in the log.`,
  },
  {
    code: "MLX3025",
    title: "The run is in no state for that",
    explanation: `\`mlx runs retry\` has a run that FAILED or was ABORTED make one more attempt: with the same inputs, and with the
checkpoints of its earlier attempts. \`mlx runs rerun\` makes a new run of the same, from a run that has ended. A run
that is under way has to be cancelled first, and one that is DONE can only be rerun.`,
  },
  {
    code: "MLX3026",
    title: "The data have no such timestamp column",
    explanation: `\`timestampColumn\` names the column that a timeframe is cut out by, exactly as the data do, capital letters
included. Where a dataset that names one has files, a plan looks at their columns (once for the same content), so that a
name that is misspelt is found here, and not by the first run with a timeframe. Files that cannot be read are left to the
runs.`,
  },
  {
    code: "MLX3040",
    title: "The experiment has no schedule",
    explanation: `\`mlx schedules\` and \`mlx backfill\` are about the schedules of applied experiments:

    experiments:
      retail-nightly:
        instance: retail-default
        task: train
        schedule: { cron: "0 3 * * *", timezone: Europe/Berlin }

Declare one and apply, or name another experiment; \`mlx schedules\` lists those that have one.`,
  },
  {
    code: "MLX3041",
    title: "There is nothing to backfill",
    explanation: `A backfill makes a run for each time of a schedule in a range of the past. In this range the schedule has no
time: the range is empty, lies in the future, or between two times. The start and end of the schedule, and whether it is
paused, do not matter.`,
  },
  {
    code: "MLX3042",
    title: "The range of a backfill holds too many times",
    explanation: `One backfill makes 10,000 runs at most: more are hardly meant, and everything else that is queued would wait
behind them. Take a shorter range, and the rest after it. Times that have a run already are left out each time.`,
  },
  {
    code: "MLX3043",
    title: "The concurrency policy of the schedule forbids another run",
    explanation: `With \`--respect-policy\` a run is made as the experiment's schedule would make it. With \`concurrency: forbid\`
that is not while another run of the experiment is under way, and with \`queue\` not while \`queueLimit\` runs wait. Wait
for it, cancel it, or leave the flag out.`,
  },
  {
    code: "MLX3050",
    title: "There is no such target of notifications",
    explanation: `A target is a webhook of the project, by its name, or an e-mail address where the project has a mail server:

    notifications:
      webhooks:
        ops: { url: https://hooks.example.org/mlx, events: [run.failed] }
      smtp: { host: mail.example.org, from: mlx@example.org }

Settings are taken from the files as they are, with \`--env\` those of the environment; nothing has to be applied.`,
  },
  {
    code: "MLX3060",
    title: "The task of a service has to be named",
    explanation: `A service is an instance that is published: it trains models, and scores with them. \`mlx run\` has to know which:

    mlx run service/retail-forecast --task train
    mlx run service/retail-forecast --task score`,
  },
  {
    code: "MLX3061",
    title: "The service has no training",
    explanation: `A service that was published with the model of a run, or that follows an alias, a version or the best model,
trains nothing by itself. Train its instance, or give it a \`training:\`:

    services:
      retail-forecast:
        instance: retail-default
        training: { schedule: { cron: "0 3 * * 0" } }`,
  },
  {
    code: "MLX3062",
    title: "The service has no scoring",
    explanation: `A service with \`serve:\` and without \`scoring:\` only answers requests. Score with its instance, or give it a
\`scoring:\` of its own:

    services:
      retail-forecast:
        instance: retail-default
        serve: {}
        scoring: { dataset: retail-sales }`,
  },
  {
    code: "MLX3063",
    title: "There is no such service",
    explanation: `\`mlx services\` lists the services that were applied. One is named by its address, \`service/retail-forecast\`, or
by its name alone.`,
  },
  {
    code: "MLX3070",
    title: "The window of a run holds no rows",
    explanation: `With a \`timeframe\` a run reads only the rows of the last so many minutes, by the dataset's \`timestampColumn\`:

    experiments:
      retail-score:
        timeframe: { minutes: 1440, onEmpty: fail }   # or pass

The window ends at the time that the run is for (its schedule's), else at the time when it was made; a row at the very
start lies outside, one at the very end inside. There was no such row. With \`onEmpty: pass\` the run ends as DONE, with
OK_WITH_WARNINGS, and its program is not started.`,
  },
  {
    code: "MLX3071",
    title: "The data is not what the run has read that is to be repeated",
    explanation: `\`mlx runs rerun --exact\` makes a run that reads the very data of another. A run keeps the fingerprint of all that it
read (names and content of its files), not the files themselves, and the dataset has another one by now. Put the files back,
from a backup or from version control, and run it again; or repeat the run with the data as it is now, without \`--exact\`.`,
  },
  {
    code: "MLX3072",
    title: "The software is not what the run had that is to be repeated",
    explanation: `\`mlx runs rerun --exact\` makes a run with the very software of another: the same Python, and each package in the same
version; or the same image. For a recipe that runs as a process of this machine these packages are installed as they were
recorded; what cannot be put back that way is named. Repeat the run without \`--exact\` to have it with the software as it is.`,
  },
  {
    code: "MLX3073",
    title: "The run cannot be repeated exactly",
    explanation: `\`mlx runs rerun --exact\` compares what the new run makes with what the other one made: its model, outputs and metrics,
file by file. So it needs a run that has ended as DONE, and that has recorded what it read.`,
  },
  {
    code: "MLX3074",
    title: "A run that repeats another exactly made something else",
    explanation: `Code, parameters, data and software were the same, and the model, an output or a metric is not. So something decides
about it that mlx does not know: a random number without a seed, the order in which threads come to their results, the time of
day, or something read from the network. Metrics that measure time, such as how long a training took, always differ.`,
  },
  {
    code: "MLX3110",
    title: "The experiment has not trained a model yet",
    explanation: `An experiment can be asked for another task than its own: \`mlx run experiment/x --task score\`, or a score run of the
Sensei API. Such a run loads the newest model that this very experiment has trained, never that of another one. There is none:
no train run of it has ended as DONE with a model that is still there. Run its training first, or name the model to load.`,
  },
  {
    code: "MLX3111",
    title: "A task wants more memory than there is",
    explanation: `The task's specification asks for more \`memoryInMB\` than the machine has that its run was started on. An apply refuses
such a task; one that a client of the API has asked for is found out when its run is started, which fails with both numbers.
Of processors a run that asks for too many gets all that there are.`,
  },
];
