import type { Command } from "./define-command.ts";

export const commandGroups = {
  project: "Project",
  change: "Change",
  run: "Run",
  daemon: "Daemon and schedules",
  models: "Models",
  shell: "Shell",
} as const;

/** A command as `mlx --help` lists it; its module loads only when it is the one invoked. */
export interface ListedCommand {
  readonly name: string;
  /** Absent: not shown in help. */
  readonly group?: keyof typeof commandGroups;
  readonly summary: string;
  /** One command, or the sub-commands, of which the first is the default. */
  readonly load: () => Promise<readonly Command[]>;
}

export const commandList: readonly ListedCommand[] = [
  {
    name: "init",
    group: "project",
    summary: "make a project from a template",
    load: async () => [(await import("./commands/init.ts")).init],
  },
  {
    name: "validate",
    group: "project",
    summary: "check all files and list every finding",
    load: async () => [(await import("./commands/validate.ts")).validate],
  },
  {
    name: "fmt",
    group: "project",
    summary: "rewrite files in the canonical layout",
    load: async () => [(await import("./commands/fmt.ts")).fmt],
  },
  {
    name: "config",
    group: "project",
    summary: "print the merged configuration",
    load: async () => [(await import("./commands/config.ts")).config],
  },
  {
    name: "schema",
    group: "project",
    summary: "print the JSON Schema of the language",
    load: async () => [(await import("./commands/schema.ts")).schema],
  },
  {
    name: "explain",
    group: "project",
    summary: "explain a code such as MLX1203",
    load: async () => [(await import("./commands/explain.ts")).explain],
  },
  {
    name: "doctor",
    group: "project",
    summary: "check what mlx needs of this machine, or what an image needs",
    load: async () => [
      (await import("./commands/doctor-machine.ts")).doctorMachine,
      (await import("./commands/doctor-image.ts")).doctorImage,
    ],
  },
  {
    name: "plan",
    group: "change",
    summary: "show what an apply would change",
    load: async () => [(await import("./commands/plan.ts")).plan],
  },
  {
    name: "apply",
    group: "change",
    summary: "make the store what the files say",
    load: async () => [(await import("./commands/apply.ts")).apply],
  },
  {
    name: "destroy",
    group: "change",
    summary: "delete all resources of the project",
    load: async () => [(await import("./commands/destroy.ts")).destroy],
  },
  {
    name: "import",
    group: "change",
    summary: "declare in files what was made through the API",
    load: async () => [(await import("./commands/import.ts")).importCommand],
  },
  {
    name: "restore",
    group: "change",
    summary: "bring back what was deleted through the API",
    load: async () => [(await import("./commands/restore.ts")).restore],
  },
  {
    name: "lock",
    group: "change",
    summary: "pin images to the digests that their names stand for",
    load: async () => [(await import("./commands/lock.ts")).lock],
  },
  {
    name: "history",
    group: "change",
    summary: "list the applies, or one resource's revisions",
    load: async () => [(await import("./commands/history.ts")).history],
  },
  {
    name: "watch",
    group: "change",
    summary: "plan again whenever a file is saved",
    load: async () => [(await import("./commands/watch.ts")).watch],
  },
  {
    name: "run",
    group: "run",
    summary: "run an experiment or an instance",
    load: async () => [(await import("./commands/run.ts")).run],
  },
  {
    name: "runs",
    group: "run",
    summary: "list runs, show one, compare, report, try them again or run them anew",
    load: async () => [
      (await import("./commands/runs-list.ts")).runsList,
      (await import("./commands/runs-show.ts")).runsShow,
      (await import("./commands/runs-compare.ts")).runsCompare,
      (await import("./commands/runs-report.ts")).runsReport,
      (await import("./commands/runs-retry.ts")).runsRetry,
      (await import("./commands/runs-rerun.ts")).runsRerun,
    ],
  },
  {
    name: "logs",
    group: "run",
    summary: "print what a run's program wrote",
    load: async () => [(await import("./commands/logs.ts")).logs],
  },
  {
    name: "cancel",
    group: "run",
    summary: "stop runs",
    load: async () => [(await import("./commands/cancel.ts")).cancel],
  },
  {
    name: "up",
    group: "daemon",
    summary: "start the daemon that fires schedules and works on the queue",
    load: async () => [(await import("./commands/up.ts")).up],
  },
  {
    name: "down",
    group: "daemon",
    summary: "end the daemon in order",
    load: async () => [(await import("./commands/down.ts")).down],
  },
  {
    name: "token",
    group: "daemon",
    summary: "make, list and revoke tokens of the API; list what was done with them",
    load: async () => [
      (await import("./commands/token-list.ts")).tokenList,
      (await import("./commands/token-create.ts")).tokenCreate,
      (await import("./commands/token-revoke.ts")).tokenRevoke,
      (await import("./commands/token-audit.ts")).tokenAudit,
    ],
  },
  {
    name: "schedules",
    group: "daemon",
    summary: "list schedules, what fires next, and what became of it; pause, resume, simulate",
    load: async () => [
      (await import("./commands/schedules-list.ts")).schedulesList,
      (await import("./commands/schedules-next.ts")).schedulesNext,
      (await import("./commands/schedules-history.ts")).schedulesHistory,
      (await import("./commands/schedules-pause.ts")).schedulesPause,
      (await import("./commands/schedules-resume.ts")).schedulesResume,
      (await import("./commands/schedules-simulate.ts")).schedulesSimulate,
    ],
  },
  {
    name: "backfill",
    group: "daemon",
    summary: "make the runs of a schedule for a time that has passed",
    load: async () => [(await import("./commands/backfill.ts")).backfill],
  },
  {
    name: "notifications",
    group: "daemon",
    summary: "list deliveries, show one, test a target, send again",
    load: async () => [
      (await import("./commands/notifications-list.ts")).notificationsList,
      (await import("./commands/notifications-show.ts")).notificationsShow,
      (await import("./commands/notifications-test.ts")).notificationsTest,
      (await import("./commands/notifications-resend.ts")).notificationsResend,
    ],
  },
  {
    name: "gc",
    group: "daemon",
    summary: "remove what is kept no longer",
    load: async () => [(await import("./commands/gc.ts")).gc],
  },
  {
    name: "models",
    group: "models",
    summary: "list model versions, promote, roll back, and all else of the registry",
    load: async () => [
      (await import("./commands/models-list.ts")).modelsList,
      (await import("./commands/models-show.ts")).modelsShow,
      (await import("./commands/models-promote.ts")).modelsPromote,
      (await import("./commands/models-rollback.ts")).modelsRollback,
      (await import("./commands/models-history.ts")).modelsHistory,
      (await import("./commands/models-evaluate.ts")).modelsEvaluate,
      (await import("./commands/models-approve.ts")).modelsApprove,
      (await import("./commands/models-card.ts")).modelsCard,
      (await import("./commands/models-describe.ts")).modelsDescribe,
      (await import("./commands/models-delete.ts")).modelsDelete,
      (await import("./commands/models-restore.ts")).modelsRestore,
      (await import("./commands/models-get.ts")).modelsGet,
      (await import("./commands/models-add.ts")).modelsAdd,
    ],
  },
  {
    name: "services",
    group: "models",
    summary: "list services, or show one: its model, training, scoring and answers; read its logs",
    load: async () => [
      (await import("./commands/services-list.ts")).servicesList,
      (await import("./commands/services-show.ts")).servicesShow,
      (await import("./commands/services-logs.ts")).servicesLogs,
    ],
  },
  {
    name: "insights",
    group: "models",
    summary: "list what was measured, or add to it",
    load: async () => [
      (await import("./commands/insights-list.ts")).insightsList,
      (await import("./commands/insights-add.ts")).insightsAdd,
      (await import("./commands/insights-metrics.ts")).insightsMetrics,
    ],
  },
  {
    name: "lineage",
    group: "models",
    summary: "show what a model, a run or a resource came from",
    load: async () => [(await import("./commands/lineage.ts")).lineage],
  },
  {
    name: "status",
    group: "models",
    summary: "show how the project stands",
    load: async () => [(await import("./commands/status.ts")).status],
  },
  {
    name: "completion",
    group: "shell",
    summary: "print the completion script of a shell",
    load: async () => [(await import("./commands/completion.ts")).completion],
  },
  {
    name: "version",
    group: "shell",
    summary: "print the version",
    load: async () => [(await import("./commands/version.ts")).version],
  },
  {
    name: "help",
    group: "shell",
    summary: "explain a command",
    load: async () => [(await import("./commands/help.ts")).help],
  },
  {
    name: "worker",
    summary: "work on one queued run, quietly",
    load: async () => [(await import("./commands/worker.ts")).worker],
  },
  {
    name: "complete",
    summary: "answer a shell's completion request",
    load: async () => [(await import("./commands/complete.ts")).complete],
  },
];
