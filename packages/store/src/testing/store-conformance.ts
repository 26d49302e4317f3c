import type { Store } from "@mlx/core";
import { describe } from "vitest";
import { accessConformance } from "./access-conformance.ts";
import { aliasesConformance } from "./aliases-conformance.ts";
import { announcedConformance } from "./announced-conformance.ts";
import { apiWritesConformance } from "./api-writes-conformance.ts";
import { appliesConformance } from "./applies-conformance.ts";
import { attemptsConformance } from "./attempts-conformance.ts";
import { chainsConformance } from "./chains-conformance.ts";
import { claimsConformance } from "./claims-conformance.ts";
import { deliveriesConformance } from "./deliveries-conformance.ts";
import { endingsConformance } from "./endings-conformance.ts";
import { endpointsConformance } from "./endpoints-conformance.ts";
import { insightsConformance } from "./insights-conformance.ts";
import { judgementsConformance } from "./judgements-conformance.ts";
import { metricsConformance } from "./metrics-conformance.ts";
import { modelsConformance } from "./models-conformance.ts";
import { openingConformance } from "./opening-conformance.ts";
import { overdueConformance } from "./overdue-conformance.ts";
import { overlapConformance } from "./overlap-conformance.ts";
import { pagesConformance } from "./pages-conformance.ts";
import { queueConformance } from "./queue-conformance.ts";
import { registryConformance } from "./registry-conformance.ts";
import { resourcesConformance } from "./resources-conformance.ts";
import { retentionConformance } from "./retention-conformance.ts";
import { runFiguresConformance } from "./run-figures-conformance.ts";
import { runListsConformance } from "./run-lists-conformance.ts";
import { schedulesConformance } from "./schedules-conformance.ts";
import { searchConformance } from "./search-conformance.ts";
import { stopsConformance } from "./stops-conformance.ts";
import { ticksConformance } from "./ticks-conformance.ts";
import { transcodingsConformance } from "./transcodings-conformance.ts";
import { usersConformance } from "./users-conformance.ts";
import { versionConformance } from "./version-conformance.ts";
import { workersConformance } from "./workers-conformance.ts";

/** A fresh database, opened. */
export interface OpenedStore {
  /** Of namespace `test`. */
  readonly store: Store;
  /** A further connection to the same database; absent where there can be none. */
  readonly another?: (namespace: string) => Promise<Store>;
  /** Closes all of them and removes the database. */
  remove(): Promise<void>;
}

export type OpenFresh = () => Promise<OpenedStore>;

/** What every adapter of the `Store` port must do. */
export function storeConformance({ name, open }: { readonly name: string; readonly open: OpenFresh }): void {
  describe(`store: ${name}`, () => {
    openingConformance(open);
    resourcesConformance(open);
    appliesConformance(open);
    apiWritesConformance(open);
    claimsConformance(open);
    attemptsConformance(open);
    stopsConformance(open);
    endingsConformance(open);
    runListsConformance(open);
    runFiguresConformance(open);
    metricsConformance(open);
    modelsConformance(open);
    queueConformance(open);
    overlapConformance(open);
    retentionConformance(open);
    overdueConformance(open);
    workersConformance(open);
    deliveriesConformance(open);
    ticksConformance(open);
    schedulesConformance(open);
    aliasesConformance(open);
    announcedConformance(open);
    chainsConformance(open);
    endpointsConformance(open);
    insightsConformance(open);
    judgementsConformance(open);
    registryConformance(open);
    usersConformance(open);
    searchConformance(open);
    accessConformance(open);
    pagesConformance(open);
    transcodingsConformance(open);
    versionConformance(open);
  });
}
