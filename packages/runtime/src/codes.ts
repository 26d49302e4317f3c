import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 4xxx, executing a task. */
export const runtimeCodes: readonly CodeEntry[] = [
  {
    code: "MLX4001",
    title: "There is no Python",
    explanation: `A recipe's task runs with Python 3.8 or newer. mlx takes the interpreter that \`MLX_PYTHON\` names, else
\`python3\`, else \`python\` from the PATH, and found none that works.

- Debian, Ubuntu: \`apt install python3 python3-venv\`
- macOS: \`brew install python\`
- elsewhere on the machine: \`MLX_PYTHON=/opt/python3.12/bin/python3 mlx run …\``,
  },
  {
    code: "MLX4002",
    title: "Python cannot make virtual environments",
    explanation: `Each recipe runs in a virtual environment of its own, made from the \`requirements.txt\` in its source folder and
kept until that file changes. Debian and Ubuntu ship Python without the module that makes them:
\`apt install python3-venv\`.

Where \`uv\` is on the PATH, mlx uses it instead, which is also faster.`,
  },
  {
    code: "MLX4003",
    title: "The requirements cannot be installed",
    explanation: `A line of the recipe's \`requirements.txt\` could not be installed: there is no such package or version, versions
contradict each other, or a package has to be compiled and could not be. The message names the package
and gives the last lines of pip or uv.

- No such version: \`pip index versions NAME\` lists those that there are.
- No wheel for this Python: take another version of the package, or another Python by \`MLX_PYTHON\`.
- \`-r other.txt\` and \`-c constraints.txt\` work for files inside the source folder. Paths to packages
  (\`./package\`, \`-e .\`, \`file:…\`) do not: the source folder is on the module path anyway.`,
  },
  {
    code: "MLX4004",
    title: "The package index cannot be reached",
    explanation: `Either there is no connection to the package index, or its certificate is not trusted; the message says which.

- Behind a proxy: set \`HTTPS_PROXY\`.
- With a private certificate authority: set \`SSL_CERT_FILE\` and \`PIP_CERT\` to its bundle.
- With a private index: set \`PIP_INDEX_URL\` (pip) or \`UV_INDEX_URL\` (uv).

These settings, and the configuration files of pip and uv, are used to install packages. The task itself
does not see them.`,
  },
  {
    code: "MLX4010",
    title: "This version does not run such a recipe",
    explanation: `This version of mlx runs recipes with a \`source\` folder, of type \`Python\` or \`Tensorflow\`, as processes of this
machine. Recipes with \`image\` or \`build\`, and the types \`R\`, \`PySpark\` and \`Spark\`, can be declared and
planned, but not run yet.

\`\`\`yaml
recipes:
  churn:
    type: Python
    source: ./recipe
\`\`\``,
  },
  {
    code: "MLX4011",
    title: "The recipe has no program for the task",
    explanation: `A task's program is, in this order: the recipe's \`command\` for the task; an executable file in the source folder
named as the task (\`train\`, \`score\`, \`featurePipeline\`); a Python file of that name (\`train.py\`;
\`feature_pipeline.py\` works too). It runs in the source folder.

\`\`\`yaml
recipes:
  churn:
    source: ./recipe
    command:
      train: [python, -m, churn.train]
\`\`\`

\`python\` as the first word is the Python of the recipe's environment.`,
  },
  {
    code: "MLX4012",
    title: "There is no space left",
    explanation: `The disk filled up while the task's environment or its work folder was made. Nothing was started, and what was
half made is removed by the next run. \`mlx status\` shows where the store and its work folders are.`,
  },
  {
    code: "MLX4020",
    title: "The task's supervisor could not be started",
    explanation: `Every task is started by a small process of its own, which goes on when the command that started the task
ends. That process could not be started or ended at once; the message has what it said.`,
  },
  {
    code: "MLX4021",
    title: "A document of an attempt cannot be read",
    explanation: `For each attempt at a run mlx keeps a folder with what was submitted (\`job.json\`), who supervises it
(\`status.json\`) and how it ended (\`exit.json\`). One of them is empty, is not JSON, or may not be read by
this user: after a fault of the disk, or because something else has changed it.

- \`mlx cancel --force RUN\` ends what may still run of it.
- When nothing of it runs any more, the attempt's folder can be removed; its log goes with it.

Where only \`status.json\` or \`exit.json\` is damaged, mlx looks for the processes of the attempt itself. It
still counts as running while there is one, and as lost (\`CONTAINER_LOST\`) when there is none.`,
  },
];
