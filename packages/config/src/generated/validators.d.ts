/** Made from schemas/mlx.schema.json by `npm run generate`; not edited by hand. */
import type { ErrorObject } from "ajv";
import type { Variable, Dataset, Recipe, Instance, Experiment, Service, Model, Move, ProjectFile } from "./language.ts";

interface Validator<T> {
  (value: unknown): value is T;
  errors?: readonly ErrorObject[] | null;
}
export const validateFile: Validator<{ readonly [section: string]: unknown }>;
export const validateVariable: Validator<Variable>;
export const validateDataset: Validator<Dataset>;
export const validateRecipe: Validator<Recipe>;
export const validateInstance: Validator<Instance>;
export const validateExperiment: Validator<Experiment>;
export const validateService: Validator<Service>;
export const validateModel: Validator<Model>;
export const validateMove: Validator<Move>;
export const validateSettings: Validator<Pick<ProjectFile, "executor" | "docker" | "runs" | "notifications" | "retention" | "server">>;
