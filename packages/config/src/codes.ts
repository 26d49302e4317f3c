import type { CodeEntry } from "@mlx/core";
import { configCode } from "./findings/config-code.ts";

export const configCodes: readonly CodeEntry[] = [
  {
    code: configCode.yamlSyntax,
    title: "A file is not valid YAML",
    explanation: `The text cannot be read as YAML 1.2. The mark shows where reading stopped; the mistake is there or a little before. Frequent causes: indentation with tabs or of uneven depth, a missing space after a colon, text with \`: \` or \`#\` in it that is not in quotes, a bracket or quote that is not closed.

Only the first mistake of each file is shown, because what follows it is often a consequence.`,
  },
  {
    code: configCode.duplicateKey,
    title: "A key stands twice in a map",
    explanation: `YAML would silently use one of the two values. Remove one, or rename it.

    parameters:
      depth: 3
      depth: 5     # which one?`,
  },
  {
    code: configCode.unknownTag,
    title: "A YAML tag is not known",
    explanation: `Values are plain YAML: text, numbers, booleans, null, lists and maps. Tags such as \`!include\` or \`!!python/object\` are not read. To put one file's text into a value there is \`\${file("path")}\`; text that begins with \`!\` has to stand in quotes.`,
  },
  {
    code: configCode.alias,
    title: "An alias cannot be followed",
    explanation: `An alias (\`*name\`) repeats a value that was marked with an anchor (\`&name\`) before it in the same file. This one has no such anchor, stands within the value that it repeats, or multiplies values beyond all measure. A merge key (\`<<\`) takes a map or a list of maps.`,
  },
  {
    code: configCode.notUtf8,
    title: "A file is not UTF-8",
    explanation: `Configuration files are UTF-8 text. Save the file as UTF-8.`,
  },
  {
    code: configCode.tooLarge,
    title: "A file is larger than 10 MiB",
    explanation: `Split the file into several: every \`*.mlx.yaml\` below the project's folder is read.`,
  },
  {
    code: configCode.severalDocuments,
    title: "A file holds several YAML documents",
    explanation: `One file is one document. Put what follows \`---\` into a file of its own.`,
  },
  {
    code: configCode.emptyFile,
    title: "A file is empty",
    explanation: `There is nothing in the file but white space or comments. Remove it, or write a section into it.`,
  },
  {
    code: configCode.notAMap,
    title: "The top level of a file is not a map",
    explanation: `A file begins with the names of sections:

    datasets:
      sales: { path: ./sales.csv }`,
  },
  {
    code: configCode.badNumber,
    title: "A number cannot be kept exactly",
    explanation: `Integers beyond 9007199254740991 lose digits, and infinite values and NaN cannot be stored as JSON. Put the number in quotes to pass it as text.`,
  },
  {
    code: configCode.badKey,
    title: "A key cannot be used",
    explanation: `Keys are text. Lists, maps and null cannot be keys, nor can \`__proto__\`.`,
  },
  {
    code: configCode.tooDeep,
    title: "A value is too deep or too large",
    explanation: `Values may be nested a hundred levels deep, and what expressions make of a value may be 16 MiB long. References that repeat each other double with every step.`,
  },
  {
    code: configCode.noProjectFile,
    title: "There is no mlx.yaml",
    explanation: `A project is the folder that holds \`mlx.yaml\`. Commands look for it from the current folder upwards. \`mlx init\` makes one, \`-C DIR\` works in another folder.`,
  },
  {
    code: configCode.unreadableFile,
    title: "A file cannot be read",
    explanation: `The file is part of the project but the system does not let mlx read it: it is a broken link, a folder, or its permissions forbid it.`,
  },
  {
    code: configCode.include,
    title: "An include pattern is wrong",
    explanation: `\`include:\` in mlx.yaml lists globs relative to the project's folder; an entry that begins with \`!\` leaves files out. Patterns stay within that folder.

    include: ["**/*.mlx.yaml", "!drafts/**"]

A pattern that matches no file is a warning.`,
  },
  {
    code: configCode.noProjectName,
    title: "The project has no name",
    explanation: `mlx.yaml names the project: \`project: my-project\`. The name is a lower-case letter followed by up to 62 lower-case letters, digits and dashes.`,
  },
  {
    code: configCode.misplacedSection,
    title: "A section stands in the wrong file",
    explanation: `\`project\`, \`include\`, \`executor\` and \`docker\` are about the whole project and stand in mlx.yaml only. An environment may have an \`executor\` and a \`docker\` of its own, wherever it is declared.`,
  },
  {
    code: configCode.unknownKey,
    title: "A key is not known",
    explanation: `The language has no such key at this place; most often it is misspelt. \`mlx schema\` prints the whole language, and files made by \`mlx init\` name it in their first line, so that editors complete and check.`,
  },
  {
    code: configCode.wrongType,
    title: "A value has the wrong type",
    explanation: `A text stands where a number is needed, a list where a map is needed, and so on. A value that is one expression keeps the expression's type; environment variables are always text. To turn one into a number, declare a variable:

    variables:
      cpus: { type: number, default: "\${env.CPUS}" }`,
  },
  {
    code: configCode.notAllowed,
    title: "A value is not one of those allowed",
    explanation: `Only the listed values have a meaning here. Upper and lower case count.`,
  },
  {
    code: configCode.missingField,
    title: "A field is missing",
    explanation: `The field has no default and has to be given.`,
  },
  {
    code: configCode.badValue,
    title: "A value is out of bounds",
    explanation: `The value has the right type but not the right form or size. Durations are written \`30s\`, \`10m\`, \`1h30m\`, \`1d\`, \`2w\`, or as a number of seconds; those of \`retention\` always with a unit.`,
  },
  {
    code: configCode.exactlyOne,
    title: "Exactly one of several fields has to be given",
    explanation: `A recipe's program comes from exactly one of \`source\`, \`image\` and \`build\`; an experiment names exactly one of \`instance\` and \`instanceQuery\`. \`fp\` and \`featurePipeline\` are two names of one task.`,
  },
  {
    code: configCode.badName,
    title: "A name is not valid",
    explanation: `Names of resources are a lower-case letter followed by up to 62 lower-case letters, digits and dashes: \`retail-gbm\`. The name is the identity of the resource.`,
  },
  {
    code: configCode.sameName,
    title: "A name is declared twice",
    explanation: `All files of a project merge into one set of sections, so a name may stand once per section. The note shows the other place.`,
  },
  {
    code: configCode.secretLiteral,
    title: "A secret stands in the configuration",
    explanation: `What the configuration says is kept in the store and shown in plans. A value under a name such as \`password\`, \`token\` or \`api_key\` therefore has to be a reference; it is resolved when a run starts, and appears nowhere else:

    env:
      API_TOKEN: { secret: { env: API_TOKEN } }
      DB_PASSWORD: { secret: { file: ./secrets/db } }

\`\${env.API_TOKEN}\` is no way around it: that puts the value into the store. An empty text is allowed. If the value is no secret, give the parameter another name.`,
  },
  {
    code: configCode.misplacedSecret,
    title: "A secret reference has the wrong form or place",
    explanation: `A secret is the whole value of a parameter or environment variable, and names one source: \`{ secret: { env: NAME } }\` or \`{ secret: { file: path } }\`.`,
  },
  {
    code: configCode.unknownFormat,
    title: "The format of a dataset is not known",
    explanation: `The format is taken from the name: \`.csv\`, \`.csv.gz\`, \`.parquet\`, \`.jsonl\`, \`.ndjson\`. For folders and other names add \`format: csv\`, \`parquet\` or \`jsonl\`.`,
  },
  {
    code: configCode.remotePath,
    title: "A path is not a file of this machine",
    explanation: `Paths are files and folders. Copy or mount what is elsewhere, and name that path.`,
  },
  {
    code: configCode.otherSpecification,
    title: "A field belongs to the other type of specification",
    explanation: `A \`ContainerTaskSpec\` has \`cpus\`, \`gpus\`, \`memoryInMB\`, \`diskSizeInGB\`, \`instances\`, \`cmd\`; a \`SparkTaskSpec\` has \`driverMemoryInMB\`, \`driverCores\`, \`executorMemoryInMB\`, \`executorCores\`, \`numExecutors\`, \`sparkConf\`, \`className\`, \`args\`, \`name\`.`,
  },
  {
    code: configCode.executorMismatch,
    title: "A recipe and its executor do not fit",
    explanation: `A recipe with \`image\` or \`build\` runs in containers. One with \`source\` runs as a process of this machine, or in a container of a base image when \`executor: docker\` says so, in the recipe, in mlx.yaml or in an environment. \`container\` is about containers only; \`baseImage\` about those of recipes with \`source\`.

    recipes:
      forecast:
        source: ./recipe
        executor: docker
        container: { baseImage: "python:3.12-slim" }`,
  },
  {
    code: configCode.imageReference,
    title: "The name of an image or registry cannot be read",
    explanation: `An image is named \`[REGISTRY/]NAME[:TAG][@DIGEST]\`: \`python:3.12-slim\`, \`ghcr.io/acme/retail:1.4\`, \`localhost:5000/retail@sha256:…\`. Names are in lower case and have no scheme such as \`https://\`. \`registries\` lists hosts, with a port where there is one, or parts of them: \`ghcr.io\`, \`localhost:5000\`, \`ghcr.io/acme\`.`,
  },
  {
    code: configCode.dockerfileOutside,
    title: "The Dockerfile lies outside of what is built",
    explanation: `\`dockerfile\` is a path inside \`context\`: only that folder is kept and sent to the build, so that the same build can be repeated later.

    build: { context: ./image, dockerfile: gpu.Dockerfile }`,
  },
  {
    code: configCode.specificationMismatch,
    title: "A specification does not fit",
    explanation: `As in the Sensei API, recipes of type PySpark and Spark take a SparkTaskSpec, the others a ContainerTaskSpec; every field but \`type\` may be left out. A SparkTaskSpec for another type is an error, because nothing would read it. A ContainerTaskSpec for Spark is a warning: it limits the container, and says nothing to Spark.

Fields of the API that this version of mlx takes and does nothing about are warnings too: \`instances\` other than 1, and \`diskSizeInGB\`.`,
  },
  {
    code: configCode.noEffect,
    title: "A setting does nothing as it stands",
    explanation: `Some settings only mean something together with another: \`maxConcurrent\` with \`concurrency: allow\`, \`queueLimit\` with \`concurrency: queue\` (or \`allow\`), \`catchUpLimit\` with \`catchUp: all\`, \`onStall\` with \`stall\`, \`emailOnRetry\` and \`emailOnFailure\` with \`email\`, \`user\` with \`password\`. Add the other one, or leave the setting out.`,
  },
  {
    code: configCode.noMailServer,
    title: "E-mail is asked for, and there is no server to send it by",
    explanation: `Experiments name addresses in \`notification.email\`; the project says in mlx.yaml, or an environment does, which server takes their messages:

    notifications:
      smtp:
        host: mail.acme.example
        from: mlx@acme.example
        user: mlx
        password: { secret: { env: SMTP_PASSWORD } }

Without it these messages are not sent; all else works.`,
  },
  {
    code: configCode.unlimitedSlot,
    title: "A slot has no limit",
    explanation: `Runs that hold a named slot wait for one another only where the project says how much of it there is. A name that it does not know limits nothing, and is most often misspelt.

    runs:
      slots: { licence: 2 }
    experiments:
      nightly: { instance: retail, slots: { licence: 1 } }`,
  },
  {
    code: configCode.beyondCapacity,
    title: "A run asks for more than there is",
    explanation: `The project's \`runs.slots\` declares less of a slot than a single run wants, so the run waits until that is changed. \`cpus\`, \`memoryInMB\` and \`gpus\` are wanted by the task's specification (one processor where it says nothing), other slots by the experiment's \`slots\`.`,
  },
  {
    code: configCode.serviceMismatch,
    title: "What a service or a model names does not belong together",
    explanation: `A service publishes one instance: the experiment that trains for it has to be of that instance and to train, and the instance has to declare the tasks that the service runs. A gate with \`on\` has versions evaluated, so that the model's instance needs the task \`evaluate\`.

    instances:
      retail-default:
        recipe: retail-gbm
        tasks: { train: {}, evaluate: {}, score: {} }
    services:
      retail-forecast:
        instance: retail-default
        training: { experiment: retail-nightly }   # of retail-default`,
  },
  {
    code: configCode.noTimestamp,
    title: "A timeframe needs a timestamp column",
    explanation: `\`timeframe\` reads only the rows of so long before the run. Which those are says the column that the dataset names.

    datasets:
      retail-sales: { path: ./data/retail.csv, timestampColumn: date, timestampFormat: "%m/%d/%y" }

The data of the task's own channel (\`train\` of train, \`score\` of score) has to have one; what is looked up beside it, such as a table of stores, is read whole without one. \`timeframe: 0\` reads all rows.`,
  },
  {
    code: configCode.badChain,
    title: "A chain does not fit together",
    explanation: `The tasks of a chain run in the order in which they stand, each once, and the experiment's \`task\` is one of them. A task reads what an earlier one left in an output channel that has a folder, or that the earlier one \`passes\` on.

    experiments:
      retail-weekly:
        instance: retail-default
        task: train
        chain:
          - { task: preprocess, passes: [features] }
          - { task: train, inputs: { train: { task: preprocess, output: features } } }
          - { task: score, when: { metric: RMSE, op: "<", value: 90000 } }`,
  },
  {
    code: configCode.badPolicy,
    title: "A promotion policy makes no sense",
    explanation: `Each entry of \`gates\` is one gate, of one of four forms.

    models:
      retail-default:
        promotion:
          alias: champion
          gates:
            - { metric: RMSE, op: "<=", value: 90000 }
            - { metric: RMSE, beats: champion, by: 100, on: holdout }
            - { minRows: 1000, input: train }
            - { approval: { min: 1, by: [ann] } }

Of a metric that is not well known \`goal: min\` or \`goal: max\` says which way is better. \`from\` names another alias than the one that is given, and a model with \`pin\` is not promoted by itself. \`pin\` stands beside \`promotion\`.

Warnings tell of what is probably misspelt: a model that has almost the name of an instance, and a \`beats\` of an alias that is neither the policy's \`alias\` nor its \`from\`. Such a gate fails while no version bears that alias.`,
  },
  {
    code: configCode.samePort,
    title: "Two services want the same port",
    explanation: `\`serve: { port: … }\` gives a service a port of its own, which only one can have; a service that exists several times by \`forEach\` takes it from \`\${each.value.port}\`. Without it a service answers under the address of \`mlx up\`, at \`/services/NAME/invocations\`.`,
  },
  {
    code: configCode.clientSecret,
    title: "A client asks for a secret of the machine",
    explanation: `\`secret: { env }\` and \`secret: { file }\` are read where mlx runs, so only files of the project may name them: over the API anybody with a token could read the server's environment. A client sends the value as a secret (\`"secret": true\` of a parameter), and it is kept encrypted. What a file has declared stays when a client changes another field of the same resource.`,
  },
  {
    code: configCode.outsideProject,
    title: "A path of a client leads where it may not",
    explanation: `Over the API paths are relative to the project's folder and stay inside of it, also where links lead; hidden files are no data, and of the state folder \`.mlx\` only uploads can be named. Data that lies elsewhere is declared in a file, and can then be used over the API. The files of a sandbox that is not the project's own lie below a folder of its own: \`sandboxes/SANDBOX\`, those of another organisation below \`tenants/ORG/SANDBOX\`.`,
  },
  {
    code: configCode.filesOnly,
    title: "Only files can say this",
    explanation: `\`forEach\` and \`matrix\` make several resources of one declaration in a file. Over the API each resource is sent by itself.`,
  },
  {
    code: configCode.ofService,
    title: "The experiment belongs to a service",
    explanation: `A service makes its two experiments, \`NAME-training\` and \`NAME-scoring\`. They change with the service: its sections \`training\` and \`scoring\` (over the Sensei API its schedules, data sets and timeframes) say what they are.`,
  },
  {
    code: configCode.undeclaredTask,
    title: "The instance does not declare the task",
    explanation: `An experiment runs a task of its instance, and the instance has to declare it under \`tasks\`.`,
  },
  {
    code: configCode.danglingReference,
    title: "A reference leads nowhere",
    explanation: `Nothing of that name is declared. References are written as the plain name (\`retail-gbm\`), as an address (\`recipe/retail-gbm\`), and with a key where \`forEach\` or \`matrix\` made several (\`retail-gbm[eu]\`). An environment may have removed the resource.`,
  },
  {
    code: configCode.ambiguousReference,
    title: "A reference has to name a key",
    explanation: `The resource exists several times, once for each key. A resource with the same keys finds its own counterpart; any other has to say which one is meant:

    instances:
      retail: { forEach: { eu: {}, us: {} }, recipe: gbm }
    experiments:
      nightly: { instance: "retail[eu]" }`,
  },
  {
    code: configCode.cycle,
    title: "Resources depend on each other in a circle",
    explanation: `What is referred to comes first, so a circle has no beginning. The notes show each step of it. Usually a \`dependsOn\` can go, because references already make the order.`,
  },
  {
    code: configCode.wrongKind,
    title: "A reference leads to another kind of resource",
    explanation: `An instance refers to a recipe and to datasets, an experiment to an instance and to datasets. \`dependsOn\` takes addresses with their kind: \`dataset/sales\`.`,
  },
  {
    code: configCode.badMove,
    title: "A moved entry is wrong",
    explanation: `A \`moved\` entry says that a resource was renamed. \`from\` is an address that is no longer declared, \`to\` one of the same kind that is:

    moved: [{ from: instance/retail, to: instance/retail-default }]`,
  },
  {
    code: configCode.badRepetition,
    title: "forEach or matrix is wrong",
    explanation: `\`forEach\` is a map from key to value, \`matrix\` a map from name to list; a resource has at most one of them. Keys stand in addresses, so they are made of letters, digits, dots, underscores and dashes.

    forEach: { eu: { depth: 3 }, us: { depth: 5 } }
    matrix: { region: [eu, us], depth: [3, 5] }`,
  },
  {
    code: configCode.expressionSyntax,
    title: "An expression cannot be read",
    explanation: `Expressions stand between \`\${\` and \`}\`: references, text in quotes, numbers, \`true\`, \`false\`, \`null\`, a default after \`??\`, and calls.

    \${var.data}
    \${env.HOME ?? "none"}
    \${join(", ", var.regions)}

\`$\${\` stands for \`\${\` itself.`,
  },
  {
    code: configCode.unknownReference,
    title: "An expression refers to something that does not exist",
    explanation: `References begin with \`var.\`, \`env.\`, \`each.\`, \`project\`, \`environment\`, or a kind of resource: \`dataset.sales.path\`. \`each\` is only known in resources with \`forEach\` or \`matrix\`, other resources only within resources.`,
  },
  {
    code: configCode.unknownVariable,
    title: "A variable is not declared",
    explanation: `Variables are declared before they are used:

    variables:
      data: { type: string, default: ./data.csv }`,
  },
  {
    code: configCode.noValue,
    title: "A variable has no value",
    explanation: `A variable without a default gets its value from \`--var NAME=VALUE\`, from a \`--var-file\`, or from the environment's \`variables\`. The first of these that has one counts.`,
  },
  {
    code: configCode.unsetEnvironmentVariable,
    title: "An environment variable is not set",
    explanation: `\`\${env.NAME}\` reads the environment of the mlx command. Set it, or give a default: \`\${env.NAME ?? "none"}\`.`,
  },
  {
    code: configCode.badCall,
    title: "A function is called wrongly",
    explanation: `There are \`lower(text)\`, \`upper(text)\`, \`join(separator, list)\`, \`file("path")\` (a file's text), \`sha256("path")\` (the hash of a file's content) and \`toJson(value)\`. None of them can run a command or read outside the project.`,
  },
  {
    code: configCode.unreadableReference,
    title: "A file that an expression reads cannot be read",
    explanation: `\`file\` and \`sha256\` read files of the project up to 10 MiB, relative to the folder of the file in which they stand. Links that lead out of the project are not followed.`,
  },
  {
    code: configCode.notText,
    title: "A value cannot stand within a text",
    explanation: `A list, a map or null can be a whole value but not a part of a text. Use \`join(", ", …)\`, \`toJson(…)\` or a default.`,
  },
  {
    code: configCode.variableType,
    title: "A variable has a value of the wrong type",
    explanation: `The value does not fit the declared \`type\` (or, without one, the type of the default). Values from \`--var\` and from the environment are converted: \`3\`, \`true\`, and lists and maps as JSON.`,
  },
  {
    code: configCode.valueCycle,
    title: "Values depend on each other in a circle",
    explanation: `A value cannot lead back to itself. The notes show each step.`,
  },
  {
    code: configCode.noSuchField,
    title: "A value has no such field",
    explanation: `The reference names a field or an entry that the value does not have. Fields are those that were written: defaults cannot be referred to. \`??\` gives a default.`,
  },
  {
    code: configCode.undeclaredValue,
    title: "A value is given to a variable that is not declared",
    explanation: `\`--var\`, a \`--var-file\` or an environment sets a variable that no \`variables:\` section declares; most often it is misspelt.`,
  },
  {
    code: configCode.unknownEnvironment,
    title: "An environment does not exist",
    explanation: `\`--env\` or \`MLX_ENV\` names an environment that \`environments:\` does not declare.`,
  },
  {
    code: configCode.severalDefaults,
    title: "Several environments are the default",
    explanation: `Only one environment may have \`default: true\`: it is used when neither \`--env\` nor \`MLX_ENV\` names one.`,
  },
];
