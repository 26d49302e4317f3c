import type {
  Address,
  DatasetSpec,
  Digest,
  Environment,
  ModelSelector,
  NotificationSpec,
  Parameters,
  PinnedImage,
  RecipeSpec,
  RetryPolicy,
  RunTimeouts,
  Slots,
  TaskName,
  TaskSpecification,
  Timeframe,
  TrainingInputs,
  TransformSpec,
} from "@mlx/core";

/** A task with all of its settings merged. It holds secret references, never values. */
export interface ResolvedTask {
  readonly task: TaskName;
  readonly experiment?: Address<"experiment">;
  readonly instance: Address<"instance">;
  readonly recipe: Address<"recipe">;
  readonly recipeSpec: RecipeSpec;
  readonly parameters: Parameters;
  readonly env: Environment;
  readonly inputs: { readonly [channel: string]: ResolvedInput };
  readonly outputs: { readonly [channel: string]: string };
  readonly specification?: TaskSpecification;
  readonly command?: readonly string[];
  /** What the recipe's image, or the image that its source runs in, was pinned to. */
  readonly image?: PinnedImage;
  /** Manifest digest of the recipe's source, or of what its image is built from. */
  readonly source?: Digest;
  readonly retry: RetryPolicy;
  readonly timeoutSeconds: number;
  readonly stopGraceSeconds: number;
  /** How its runs are queued, limited and told of; decides nothing of what a training makes. */
  readonly timeouts?: RunTimeouts;
  readonly priority?: number;
  readonly slots?: Slots;
  readonly maxRunning?: number;
  readonly notification?: NotificationSpec;
  readonly trainingInputs: TrainingInputs;
  /** The instance's, and the experiment's over them. */
  readonly tags: { readonly [name: string]: string };
  /** Only these rows of its inputs are read. */
  readonly timeframe?: Timeframe;
  /** Its input is posted to the recipe's `serve`. */
  readonly transform?: TransformSpec;
  /** Which version it loads; absent: the newest that the experiment, or its instance, trained. */
  readonly model?: ModelSelector;
  /** All resources that take part, sorted; of a chain those of all its tasks. */
  readonly addresses: readonly Address[];
}

export interface ResolvedInput {
  readonly dataset: Address<"dataset">;
  readonly spec: DatasetSpec;
  readonly fingerprint?: Digest;
}
