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
    title: "The executor does not run such a recipe",
    explanation: `As processes of this machine (\`executor: process\`) mlx runs recipes with a \`source\` folder, of any type. Recipes
with \`image\` or \`build\` need a container.

\`\`\`yaml
recipes:
  churn:
    type: Python
    image: ghcr.io/acme/churn:1.4
    executor: docker
\`\`\``,
  },
  {
    code: "MLX4011",
    title: "The recipe has no program for the task",
    explanation: `A task's program is, in this order: the recipe's \`command\` for the task; an executable file in the source folder
named as the task (\`preprocess\`, \`featurePipeline\`, \`train\`, \`evaluate\`, \`score\`); a Python file of that name (\`train.py\`;
\`feature_pipeline.py\` works too), of a recipe of type \`R\` one in R (\`train.R\`), of one of type \`Spark\` the only
jar that there is. It runs in the source folder.

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
  {
    code: "MLX4030",
    title: "There is no Docker engine",
    explanation: `Recipes with \`image\` or \`build\`, and those with \`executor: docker\`, run in containers, and mlx found no Docker
engine, or one that it does not talk to; the message says where it looked. It looks as the \`docker\` command does:

1. \`DOCKER_HOST\`
2. the context that \`DOCKER_CONTEXT\` or \`docker context use\` names
3. \`/var/run/docker.sock\`, \`~/.docker/run/docker.sock\`, \`$XDG_RUNTIME_DIR/docker.sock\`

\`docker info\` shows whether an engine answers. \`tcp://\` without TLS is refused, except for this machine itself: who
reaches such an engine is root on its machine. \`ssh://\` does not work, since folders of this machine are mounted into
the containers.

A recipe with \`source\` also runs without containers: \`executor: process\`.`,
  },
  {
    code: "MLX4031",
    title: "The Docker engine may not be used",
    explanation: `The engine's socket is there, but this user may not open it.

- \`sudo usermod -aG docker $USER\`, then log in anew. Who is in that group can become root on the machine.
- Rootless Docker needs no such right: https://docs.docker.com/engine/security/rootless/
- A recipe with \`source\` also runs without containers: \`executor: process\`.`,
  },
  {
    code: "MLX4032",
    title: "There is no such image",
    explanation: `The image is neither on this machine nor in its registry, or its name is not one, or \`container.pull\` is \`never\`
and the image is not on this machine. The message says which.

- \`docker image ls\` shows what is on this machine, \`docker pull NAME\` whether the registry has it.
- An image that was made on this machine is pinned by its id. Once it is made anew, \`mlx plan\` shows the change.
- A name without a tag means \`:latest\`; one without a registry means Docker Hub.`,
  },
  {
    code: "MLX4033",
    title: "The registry wants other credentials",
    explanation: `The registry did not give out the image: it is private, or, as many registries say it, not there at all.

mlx uses the credentials that \`docker login\` has stored: \`auths\`, \`credHelpers\` and \`credsStore\` in Docker's
\`config.json\` (\`DOCKER_CONFIG\` names its folder).`,
  },
  {
    code: "MLX4034",
    title: "The registry cannot be reached",
    explanation: `The image is not on this machine and its registry did not answer, or only with an error of its own. The same may
succeed later.

Images are fetched by the Docker engine, with the engine's settings for proxies, not with those of the shell.

Without a network: \`docker save\` an image elsewhere and \`docker load\` it here. It then has no digest of a registry
any more; \`mlx plan\` pins it by its id.`,
  },
  {
    code: "MLX4035",
    title: "The image cannot be built",
    explanation: `A step of the recipe's Dockerfile failed, or the Dockerfile cannot be read; the message names the step with its line,
and has the last lines that it printed. \`docker build\` in the same folder should fail in the same way.

Behind a proxy or a private certificate authority, downloads fail inside of a build although they work outside:

\`\`\`yaml
docker:
  build:
    caBundle: ./company-ca.pem   # known to the steps of the build, not part of the image
    args: { PIP_INDEX_URL: https://pypi.example.com/simple }
    network: host
\`\`\`

\`HTTP_PROXY\`, \`HTTPS_PROXY\` and \`NO_PROXY\` of mlx's own environment are handed on to builds.`,
  },
  {
    code: "MLX4036",
    title: "The registry's certificate is not trusted",
    explanation: `The Docker engine refused the certificate of the image's registry, or of a proxy in front of it. The engine has to
trust it: put the authority's certificate into \`/etc/docker/certs.d/HOST:PORT/ca.crt\` on the engine's machine, or
among that machine's certificates, and restart the engine. \`docker.build.caBundle\` is for the steps of a build, not
for registries.`,
  },
  {
    code: "MLX4037",
    title: "The container engine cannot give what is asked for",
    explanation: `The task's specification, or the recipe's \`container\`, asks for more processors or memory than the engine's
machine has, for a runtime that the engine does not know, for a network that is not there, or for graphics
processors without their driver. The message has the numbers. Nothing was started.

\`\`\`yaml
tasks:
  train:
    specification: { type: ContainerTaskSpec, cpus: 2, memoryInMB: 4096 }
\`\`\`

A task without \`memoryInMB\` gets three quarters of the engine's memory; one without \`cpus\` all processors.`,
  },
  {
    code: "MLX4038",
    title: "The registry is not allowed",
    explanation: `The project allows images from some registries only, and the image, or one that its Dockerfile starts from, comes
from another. Images that were made on this machine are always allowed.

\`\`\`yaml
docker:
  registries: [ghcr.io/acme, docker.io/library]
\`\`\``,
  },
  {
    code: "MLX4039",
    title: "The secrets cannot be handed to the container",
    explanation: `Secrets are never part of a container's description, where \`docker inspect\` would show them. mlx keeps them in
memory (\`/dev/shm/mlx-UID\`) while the task runs, mounts them as files at \`/run/secrets\`, and starts the program by
\`/bin/sh\`, which reads them into the environment.

- An image without \`/bin/sh\` cannot be given secrets.
- Where the folder in memory belongs to another user, nothing is written there.`,
  },
  {
    code: "MLX4040",
    title: "There is no Spark",
    explanation: `A recipe of type \`PySpark\` or \`Spark\` runs with the Spark that its \`requirements.txt\` installs, else with the
one that \`SPARK_HOME\` names (in the recipe's \`env\`, or where mlx runs), else with the \`spark-submit\` on the PATH.
None of them was found.

\`\`\`
# requirements.txt
pyspark==4.*
pandas<3
\`\`\`

The package brings all of Spark along (450 MB) and needs only Java besides. It is installed once, and shared by
all recipes with the same requirements.`,
  },
  {
    code: "MLX4041",
    title: "Spark finds no Java that it can run on",
    explanation: `Spark 4 runs on Java 17 or newer, Spark 3 on Java 8 or newer. mlx takes the Java that \`JAVA_HOME\` names (in the
recipe's \`env\`, or where mlx runs), else \`java\` from the PATH.

- Debian, Ubuntu: \`apt install openjdk-17-jre-headless\`
- macOS: \`brew install openjdk@17\`
- elsewhere on the machine: \`JAVA_HOME=/opt/jdk-17 mlx run …\``,
  },
  {
    code: "MLX4042",
    title: "The jar has no such class",
    explanation: `A recipe of type \`Spark\` runs a jar of its source folder: the one that its \`command\` names, else the only one that
there is. The class is \`className\` of the task's specification, else the \`Main-Class\` in the jar's manifest. The
jar is looked into before anything is started, and has no such class; the message names those with a \`main\`
whose names are closest.

\`\`\`yaml
tasks:
  train:
    specification:
      type: SparkTaskSpec
      className: com.acme.retail.Train
\`\`\`

A class inside of another is written with a dollar sign: \`com.acme.Jobs$Train\`. An \`object\` in Scala is written
without one.`,
  },
  {
    code: "MLX4043",
    title: "The Spark settings cannot be met",
    explanation: `What a Spark task asks for contradicts itself, is out of range, or does not fit into the memory that there is; the
message gives the numbers.

With a local master (the default) driver and executors share one Java machine. Its heap is \`driverMemoryInMB\`
plus \`executorMemoryInMB\` of each executor, as far as there is memory; it has to be enough for the driver and
one executor. Beside the heap, a tenth of it is needed (at least 384 MiB), and in a container, where the Python
processes of PySpark count too, 40 %. \`spark.driver.memoryOverhead\` in \`sparkConf\` says otherwise.

With \`spark.master: spark://HOST:PORT\` only the driver runs here, and the executors' memory is the cluster's.`,
  },
  {
    code: "MLX4044",
    title: "There is no Rscript",
    explanation: `A recipe of type \`R\` with \`source\` that runs as a process is run by \`Rscript\` from the PATH. It has to be installed,
with the packages that the recipe uses: mlx installs none for R.

- Debian, Ubuntu: \`apt install r-base-core\`
- macOS: \`brew install r\`
- without installing: \`image\`, or \`container.baseImage\`, with R and the packages in it`,
  },
  {
    code: "MLX4045",
    title: "The run is on another container engine",
    explanation: `A run's container is on the engine that it was started on. The engine that answers now is another one, so it cannot
say anything about the run: \`DOCKER_HOST\`, \`DOCKER_CONTEXT\` or \`docker context use\` points elsewhere than when
the run was started. The run is left as it is, and goes on where it is; mlx neither ends it nor starts it anew.

\`\`\`
docker context ls                                # the engines that are known
DOCKER_HOST=unix:///var/run/docker.sock mlx runs
\`\`\`

An engine is known by the ID and the data folder that \`docker info\` shows. One whose data was removed, or that was
installed anew, is another one.`,
  },
  {
    code: "MLX4046",
    title: "The job lies in another state folder",
    explanation: `A job can only be worked on from the state folder (\`.mlx\`) that it was submitted from: its log, its outputs
and what it is observed by are there. The engine shows that its container runs, but its folder is not here: another
checkout, another machine, or another container uses the same store and the same engine.

The run is left as it is, and is not started anew while its container runs. As soon as an mlx works there again, it
brings the run to its end. If that never happens, stop the container; the run then counts as lost, and is tried again.

\`\`\`
docker ps --filter label=mlx.run --format '{{.Names}} {{.Label "mlx.folder"}}'
\`\`\``,
  },
  {
    code: "MLX4060",
    title: "The serve program ended before it was healthy",
    explanation: `A service with \`serve\` keeps the recipe's \`serve\` program running: an executable \`serve\`, \`serve.py\`, \`serve.R\`,
or \`command.serve\`; of an image what \`docker run IMAGE serve\` starts. It is to load the model from
\`SM_MODEL_DIR\` (\`/opt/ml/model\`), to listen on the address in \`MLX_SERVE_HOST\` at the port in \`MLX_SERVE_PORT\`
(0.0.0.0 and 8080 in a container), and to answer

    GET /ping            200 within 2 s, once it takes requests
    POST /invocations    with its prediction

It ended before that. The last model that was healthy serves on, if there was one, and the new one is tried again
after 1 s, 2 s, 4 s, … at most 5 minutes. \`mlx services logs NAME\` shows what it printed.`,
  },
  {
    code: "MLX4061",
    title: "The serve program was not healthy in time",
    explanation: `It runs, and did not answer \`GET /ping\` with 200 within the service's \`startTimeout\`. Common reasons: it listens
at another port than \`MLX_SERVE_PORT\`, or the model takes longer to load. It was stopped and is tried again.`,
  },
  {
    code: "MLX4062",
    title: "Batch transform does not work in containers yet",
    explanation: `\`transform\` posts the rows of a score task to the recipe's \`serve\` program. mlx does that for recipes that run as
processes (\`executor: process\`). A recipe in a container needs a \`score\` program.`,
  },
];
