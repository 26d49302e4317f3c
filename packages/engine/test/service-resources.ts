import {
  type DesiredResource,
  type ExperimentSpec,
  formatAddress,
  type ModelSelector,
  type ScheduleSpec,
  type Timeframe,
} from "@mlx/core";
import { desiredState, fit, instance } from "./world.ts";

export interface ServiceSection {
  readonly schedule?: ScheduleSpec;
  readonly timeframe?: Timeframe;
}

export interface ServiceOptions {
  readonly name?: string;
  /** `false`: the service trains nothing. */
  readonly training?: ServiceSection | false;
  readonly scoring?: ServiceSection;
  readonly model?: ModelSelector;
  readonly enabled?: boolean;
}

/** A service of the world's instance with the two experiments that it makes, as the configuration gives them. */
export function serviceResources({
  name = "forecast",
  training = {},
  scoring = {},
  model,
  enabled = true,
}: ServiceOptions = {}): readonly DesiredResource[] {
  const service = formatAddress({ kind: "service", name });
  const trains = formatAddress({ kind: "experiment", name: `${name}-training` });
  const scores = formatAddress({ kind: "experiment", name: `${name}-scoring` });
  const selector = model ?? { type: "latest", ...(training === false ? {} : { experiment: trains }) };
  const base = desiredState().resources.find(({ address }) => address === fit);
  if (base?.kind !== "experiment") throw new TypeError("the project has no experiment");
  const derived = (spec: Partial<ExperimentSpec>): ExperimentSpec => ({
    ...base.spec,
    ...spec,
    enabled,
    service,
  });
  return [
    ...(training === false
      ? []
      : [
          {
            ...base,
            address: trains,
            spec: derived({ ...training, task: "train" }),
          },
        ]),
    { ...base, address: scores, spec: derived({ ...scoring, task: "score", model: selector }) },
    {
      address: service,
      kind: "service",
      spec: {
        ...{ tags: {}, enabled, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
        instance,
        model: selector,
        ...(training === false ? {} : { training: trains }),
        scoring: scores,
      },
      references: [instance, ...(training === false ? [] : [trains]), scores],
      at: base.at,
    },
  ];
}
