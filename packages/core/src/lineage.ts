import type { Digest } from "./json.ts";

/** The state of the user's git work tree; absent outside git. */
export interface GitState {
  readonly commit: string;
  readonly branch?: string;
  /** Something tracked or untracked differed from the commit. */
  readonly dirty: boolean;
}

/** The software a task ran with. */
export interface EnvironmentLock {
  /** E.g. `python 3.11.7`, `image ghcr.io/acme/retail@sha256:…`. */
  readonly runtime: string;
  /** Digest over `packages`. */
  readonly digest: Digest;
  /** Every installed package as `name==version`, sorted. */
  readonly packages: readonly string[];
}

/** Where a model or a batch came from, beyond its training inputs. */
export interface Lineage {
  readonly git?: GitState;
  readonly environment?: EnvironmentLock;
  /** The apply whose resources the run used. */
  readonly applyId: string;
  /** Resource address to the revision that was used. */
  readonly revisions: { readonly [address: string]: number };
  /** The model version that a score run loaded: `model/x@v3`. */
  readonly model?: string;
  readonly mlxVersion: string;
}

/** Data, runs, models, scores and services, and what led from one to the other. */
export interface LineageGraph {
  /** By id, sorted. */
  readonly nodes: readonly LineageGraphNode[];
  readonly edges: readonly LineageEdge[];
  /** What was left out because it is too much, in words. */
  readonly omitted: readonly string[];
}

export interface LineageGraphNode {
  /** `dataset/x`, `run/UUID`, `model/x@v3`, `service/x`, `output/UUID/predictions`. */
  readonly id: string;
  readonly kind: "dataset" | "run" | "model" | "output" | "service";
  readonly detail: { readonly [name: string]: string };
}

/** From what is used to what uses it. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  /** The channel, or `model`, `serves`, `batch`. */
  readonly as: string;
  /** Of data that a run read: `fingerprint`, and `rows` and `window` of a timeframe. */
  readonly detail: { readonly [name: string]: string };
}

/** A thing and what it came from, as a tree: a model, its run, the run's inputs, … */
export interface LineageNode {
  readonly kind:
    | "model"
    | "run"
    | "experiment"
    | "instance"
    | "service"
    | "recipe"
    | "source"
    | "dataset"
    | "parameters"
    | "environment"
    | "git"
    | "apply"
    | "output";
  /** E.g. `model/retail-default@v3`, `dataset/retail-sales`, a digest. */
  readonly id: string;
  readonly detail: { readonly [name: string]: string };
  readonly from: readonly LineageNode[];
}
