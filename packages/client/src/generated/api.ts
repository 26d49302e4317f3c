// Made from schemas/openapi.json by `npm run generate`; not edited by hand.
export interface paths {
    readonly "/api/v1/apply": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Applies exactly the plan that was shown, all of it or nothing
         * @description The files are planned again; where that comes to anything else than `serial` and `digest` say, or the plan is blocked, the answer is 409 and nothing is changed. Only in the project's own namespace.
         */
        readonly post: operations["apply"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Changes that were asked for over HTTP, newest first; takes a token that may write */
        readonly get: operations["listAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/compare": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What differs between runs or versions of models */
        readonly get: operations["compare"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/datasets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The datasets, with the 24-digit ids that the Sensei API names them by */
        readonly get: operations["listDatasets"];
        readonly put?: never;
        /** Makes a dataset of files below the project's folder; they need not be there yet */
        readonly post: operations["createDataset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/datasets/{dataset}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A dataset by its 24-digit id, its UUID or its name; with `profile` also its rows and columns */
        readonly get: operations["getDataset"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/drift": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What the API changed of what files declare, and what no file declares
         * @description Only in the project's own namespace.
         */
        readonly get: operations["getDrift"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What happens to runs, schedules and models from now on, as server-sent events */
        readonly get: operations["watchEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The applies, newest first: those of files, and what clients wrote */
        readonly get: operations["listApplies"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Versions of models, the newest first */
        readonly get: operations["listModelVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where the aliases of a model pointed, who moved them and why, and how its versions were judged */
        readonly get: operations["getModelHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/rollback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Takes the last promotion of an alias back */
        readonly post: operations["rollbackModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A version with its files, its policy, and what that said last */
        readonly get: operations["getModelVersion"];
        readonly put?: never;
        readonly post?: never;
        /** Makes a tombstone of a version that nothing uses; it can be restored until its files are collected */
        readonly delete: operations["deleteModelVersion"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/approve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Approves of a version, as the gates of its policy ask for */
        readonly post: operations["approveModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/description": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Changes what people have to say of a version: its description and tags */
        readonly put: operations["describeModel"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/evaluate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Judges a version by its model's policy; no alias is moved */
        readonly post: operations["evaluateModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/files": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The files of a version */
        readonly get: operations["listModelFiles"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/files/{path}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A file of a version; `Range` takes a part of it */
        readonly get: operations["getModelFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/promote": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Gives an alias to a version, if its policy lets it */
        readonly post: operations["promoteModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/models/{model}/versions/{version}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Takes the deletion of a version back */
        readonly post: operations["restoreModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plan": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What an apply of the files as they are now would do. Changes nothing
         * @description Only in the project's own namespace: no other has files.
         */
        readonly post: operations["plan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/resources": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Resources by kind, in the order of their creation
         * @description `managed=false`: those that no file declares; `drifted=true`: those that the API changed.
         */
        readonly get: operations["listResources"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/resources/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A resource by its UUID */
        readonly get: operations["getResourceById"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/resources/{kind}/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A resource by its address */
        readonly get: operations["getResource"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/resources/{kind}/{name}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Brings back what was deleted through the API, with the id that it had */
        readonly post: operations["restoreResource"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/resources/{kind}/{name}/revisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The revisions of a resource, newest first; also of one that was deleted */
        readonly get: operations["listRevisions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Runs that match, the newest first
         * @description `filter` and `orderBy` are those of `mlx runs`; all that is given has to hold.
         */
        readonly get: operations["listRuns"];
        readonly put?: never;
        /**
         * Puts a run into the queue, as `mlx run --detach` does
         * @description With an `Idempotency-Key` the same request starts one run, however often it is sent: a repetition is answered with 200 and the run of the first.
         */
        readonly post: operations["startRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A run with its attempts, metrics, outputs and model */
        readonly get: operations["getRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stops a run, and waits until it has ended: its grace and 15 s at most */
        readonly post: operations["cancelRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All that happens to a run, from its beginning to its end, as server-sent events
         * @description A reader that comes back after the run's end is answered with 204: there is no more.
         */
        readonly get: operations["watchRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What has happened to a run, oldest first */
        readonly get: operations["getRunHistory"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/log-lines": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The lines of a run's log, of all streams in their order, one JSON object each */
        readonly get: operations["getLogLines"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/logs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The text of one stream of a run's log, from a byte on
         * @description It only grows: a reader that was cut off asks again with `offset` at the bytes that it has. It is empty where there is no log yet.
         */
        readonly get: operations["getLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a run has measured so far: the last, least and greatest value of each */
        readonly get: operations["listMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/metrics/{path}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All points of one metric, by step */
        readonly get: operations["getMetric"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/outputs/{channel}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The files that a run left in an output channel; `plots` are its plots */
        readonly get: operations["listOutputFiles"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/outputs/{channel}/{path}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A file of an output; `Range` takes a part of it */
        readonly get: operations["getOutputFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/rerun": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A new run with the specification of another */
        readonly post: operations["rerunRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/runs/{run}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Has a run that failed or was stopped tried again: a further attempt of the same run */
        readonly post: operations["retryRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/schedules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The schedules by address, with how they stand */
        readonly get: operations["listSchedules"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/schedules/{experiment}/backfill": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Queues runs for the nominal times of a range in the past */
        readonly post: operations["backfill"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/schedules/{experiment}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Nothing of the experiment fires until it is resumed */
        readonly post: operations["pauseSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/schedules/{experiment}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** It fires again from now on; what would have fired meanwhile is not made up for */
        readonly post: operations["resumeSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/schedules/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What became of nominal times, newest first */
        readonly get: operations["listTicks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/schedules/next": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What fires next, soonest first */
        readonly get: operations["listNextFires"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/services": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The services by address: model, training, scoring, endpoint, what is wrong */
        readonly get: operations["listServices"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/services/{service}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A service as it stands */
        readonly get: operations["getService"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How the project stands, as `mlx status` tells it */
        readonly get: operations["getStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The tokens, oldest first, without their texts; takes a token that may write */
        readonly get: operations["listTokens"];
        readonly put?: never;
        /** Makes a token; its text is in this answer and nowhere else */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Revokes a token: it is not taken any more from now on */
        readonly delete: operations["revokeToken"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/whoami": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who the token is, and which namespace it reaches */
        readonly get: operations["whoami"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/engines": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists engines */
        readonly get: operations["listEngines"];
        readonly put?: never;
        /** Makes an engine of an image, or of an artifact that is uploaded */
        readonly post: operations["createEngine"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/engines/{engineId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells an engine */
        readonly get: operations["getEngine"];
        /** Replaces an engine; without an image and an artifact it keeps its program */
        readonly put: operations["updateEngine"];
        readonly post?: never;
        /** Deletes an engine with its instances, experiments and services; models stay */
        readonly delete: operations["deleteEngine"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/engines/dockerRegistry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells the project's Docker registry, and how to log in there */
        readonly get: operations["getDockerRegistry"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/experiments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists experiments */
        readonly get: operations["listExperiments"];
        readonly put?: never;
        /** Makes an experiment, scheduled where it has a template; no run is started */
        readonly post: operations["createExperiment"];
        /** Deletes all experiments of an instance but those of its services */
        readonly delete: operations["deleteExperiments"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/experiments/{experimentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells an experiment */
        readonly get: operations["getExperiment"];
        /** Replaces an experiment; without a template it is scheduled no longer */
        readonly put: operations["updateExperiment"];
        readonly post?: never;
        /** Deletes an experiment: a schedule starts no further runs, and those under way finish */
        readonly delete: operations["deleteExperiment"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/experiments/{experimentId}/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the runs of an experiment */
        readonly get: operations["getExperimentRuns"];
        readonly put?: never;
        /** Start a run of an experiment */
        readonly post: operations["createExperimentRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/experiments/{experimentId}/runs/{runId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A run, with the parameters that it was made with */
        readonly get: operations["getExperimentRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/experiments/{experimentId}/runs/{runId}/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How a run stands, with links to its logs */
        readonly get: operations["getExperimentRunStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/insights": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lists what clients and runs have measured
         * @description Conditions on `context.experimentRunId`, `experimentId`, `mlInstanceId` or `modelId` find what runs have measured; of those that are left the newest 2,000 runs are looked at.
         */
        readonly get: operations["listInsights"];
        readonly put?: never;
        /** Adds what was measured */
        readonly post: operations["createInsight"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/insights/{insightId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells what was measured */
        readonly get: operations["getInsight"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/insights/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells what is measured of an algorithm by default */
        readonly get: operations["getDefaultMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/mlInstances": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists instances */
        readonly get: operations["listMLInstances"];
        readonly put?: never;
        /** Makes an instance of an engine */
        readonly post: operations["createMLInstance"];
        /** Deletes all instances of an engine */
        readonly delete: operations["deleteMLInstances"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/mlInstances/{mlInstanceId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells an instance */
        readonly get: operations["getMLInstance"];
        /** Replaces an instance */
        readonly put: operations["updateMLInstance"];
        readonly post?: never;
        /** Deletes an instance with its experiments and services; models stay */
        readonly delete: operations["deleteMLInstance"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/mlServices": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists services */
        readonly get: operations["listMLServices"];
        readonly put?: never;
        /** Publishes an instance: its training and scoring, each once or scheduled */
        readonly post: operations["createMLService"];
        /** Deletes all services of an instance */
        readonly delete: operations["deleteMLServices"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/mlServices/{mlServiceId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells a service */
        readonly get: operations["getMLService"];
        /** Replaces a service; schedules may be added, ended and given another cron, but no other start */
        readonly put: operations["updateMLService"];
        readonly post?: never;
        /** Deletes a service with the experiments that it made; runs under way finish */
        readonly delete: operations["deleteMLService"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/models": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists models */
        readonly get: operations["listModels"];
        readonly put?: never;
        /** Registers a model with its file */
        readonly post: operations["createModel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/models/{modelId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells a model */
        readonly get: operations["getModel"];
        /** Replaces name, description and tags of a model */
        readonly put: operations["updateModel"];
        readonly post?: never;
        /** Deletes a model that nothing uses */
        readonly delete: operations["deleteModel"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/models/{modelId}/artifact": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Gives the model's file; of a model of several files a tar.gz, the same each time */
        readonly get: operations["getModelArtifact"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/models/{modelId}/transcodings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the formats that a model was wanted in */
        readonly get: operations["listTranscodings"];
        readonly put?: never;
        /** Wants a model in another format */
        readonly post: operations["createTranscoding"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/models/{modelId}/transcodings/{transcodingId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells that a model was wanted in another format */
        readonly get: operations["getTranscoding"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data/sensei/tasklogs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A log of a run, by a link from its status */
        readonly get: operations["getTaskLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AliasMove: {
            readonly actor: string;
            readonly alias: string;
            readonly apply: string | null;
            /**
             * Format: date-time
             * @description when
             */
            readonly at: string;
            readonly evaluation: string | null;
            readonly from: string | null;
            /** @enum {unknown} */
            readonly how: "promote" | "rollback" | "remove" | "pin";
            /** @description its name */
            readonly model: string;
            readonly reason: string | null;
            readonly seq: number;
            readonly to: string | null;
        };
        readonly Applied: {
            readonly actor: string | null;
            readonly announced: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly at: string | null;
            /** @description false: there was nothing to do */
            readonly changed: boolean;
            readonly changes: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly configDigest: string;
            readonly consequences: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly environment: string | null;
            readonly git: {
                readonly [key: string]: unknown;
            } | null;
            readonly id: string | null;
            /** @enum {string} */
            readonly kind: "apply";
            readonly pinned: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly project: string;
            /** @description of the store now */
            readonly serial: number;
            /** @description counts */
            readonly summary: {
                readonly [key: string]: unknown;
            };
        };
        readonly Apply: {
            /** @description who */
            readonly actor: string;
            /**
             * Format: date-time
             * @description when
             */
            readonly at: string;
            readonly changes: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description `apply`, `destroy` or `api` */
            readonly command: string;
            readonly git: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * Format: uuid
             * @description of the apply
             */
            readonly id: string;
            /** @description of the store after it */
            readonly serial: number;
            /** @description how many were created, updated, moved, imported, deleted */
            readonly summary: {
                readonly [key: string]: unknown;
            };
            /** @enum {unknown} */
            readonly via: "files" | "api";
        };
        readonly ApplyPage: {
            readonly items: readonly components["schemas"]["Apply"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly Approved: {
            readonly evaluation: components["schemas"]["Evaluation"];
            readonly promoted: boolean;
        };
        readonly AuditEntry: {
            /**
             * Format: date-time
             * @description when
             */
            readonly at: string;
            readonly method: string;
            /** @description that it went to */
            readonly namespace: string;
            readonly path: string;
            /** @description of the client */
            readonly remote: string;
            readonly requestId: string;
            readonly seq: number;
            readonly status: number;
            readonly token: string | null;
            readonly user: string;
        };
        readonly AuditPage: {
            readonly items: readonly components["schemas"]["AuditEntry"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly Backfill: {
            /** @description how many runs were made */
            readonly created: number;
            /** @description its address */
            readonly experiment: string;
            readonly hasDaemon: boolean | null;
            /**
             * Format: uuid
             * @description of the backfill
             */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "backfill";
            readonly times: readonly {
                /**
                 * Format: date-time
                 * @description of the run
                 */
                readonly nominal: string;
                readonly run: string | null;
                readonly skipped: string | null;
                readonly windowStart: string | null;
            }[];
            /** @description IANA name */
            readonly timezone: string;
        };
        readonly ChangedSchedule: {
            /** @description false: it stood like that already */
            readonly changed: boolean;
            readonly schedule: components["schemas"]["ScheduleAlone"];
        };
        readonly Comparison: {
            /** @enum {string} */
            readonly kind: "comparison";
            readonly metrics: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description rows by what they are about: parameters, data, source, … */
            readonly sections: {
                readonly [key: string]: unknown;
            };
            /** @description runs and versions, in this order in each row */
            readonly subjects: readonly string[];
        };
        readonly Dataset: {
            /** @description `dataset/name` */
            readonly address: string;
            readonly columns?: readonly {
                readonly name: string;
                readonly type: string;
            }[];
            /**
             * Format: date-time
             * @description when
             */
            readonly createdAt: string;
            readonly description: string | null;
            readonly fingerprint: string | null;
            /** @description of its files */
            readonly format: string;
            /** @description as the Sensei API names it */
            readonly id: string;
            /** @description a file declares it */
            readonly managed: boolean;
            /** @description relative to the project */
            readonly path: string;
            /** @description with `profile`: why it cannot be read */
            readonly problem?: string;
            readonly revision: number;
            /** @description with `profile` */
            readonly rows?: number;
            /**
             * Format: date-time
             * @description of this revision
             */
            readonly updatedAt: string;
        };
        readonly DatasetPage: {
            readonly items: readonly components["schemas"]["Dataset"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly DriftReport: {
            /** @description of what files declare; an apply changes it back */
            readonly drift: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description addresses that no file declares; an apply leaves them alone */
            readonly unmanaged: readonly string[];
        };
        readonly Evaluation: {
            /** @description who had it judged */
            readonly actor: string;
            readonly against: string | null;
            /** @description that the policy is about */
            readonly alias: string;
            /**
             * Format: date-time
             * @description when
             */
            readonly at: string;
            readonly gates: readonly {
                readonly [key: string]: unknown;
            }[];
            /**
             * Format: uuid
             * @description of the evaluation
             */
            readonly id: string;
            /** @description as it was then */
            readonly policy: {
                readonly [key: string]: unknown;
            };
            /** @description of the version */
            readonly ref: string;
            /** @enum {unknown} */
            readonly verdict: "passed" | "failed" | "waiting";
        };
        readonly Failure: {
            readonly error: {
                /** @description permanent; `mlx explain CODE` tells more */
                readonly code: string;
                /** @description why, and what state things are in */
                readonly detail?: string;
                readonly diagnostics?: readonly {
                    readonly [key: string]: unknown;
                }[];
                /** @description what to do, most useful first */
                readonly next?: readonly string[];
                /** @description of the request, as the header `x-request-id` has it */
                readonly requestId: string;
                /** @description what happened, one line */
                readonly summary: string;
            };
        };
        readonly FileList: {
            readonly artifact: {
                /** @description of its manifest */
                readonly digest: string;
                readonly files: number;
                /** @description bytes */
                readonly size: number;
            };
            readonly files: readonly {
                /** @description SHA-256 of the content */
                readonly digest: string;
                readonly executable: boolean;
                /** @description relative, with `/` */
                readonly path: string;
                /** @description bytes */
                readonly size: number;
            }[];
        };
        readonly ListedModel: {
            readonly aliases: readonly string[];
            readonly artifact: {
                /** @description of its manifest */
                readonly digest: string;
                readonly files: number;
                /** @description bytes */
                readonly size: number;
            };
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            readonly deleted: {
                readonly [key: string]: unknown;
            } | null;
            readonly description: string | null;
            readonly experiment: string | null;
            /**
             * Format: uuid
             * @description of the version
             */
            readonly id: string;
            readonly inputs: {
                readonly [key: string]: unknown;
            } | null;
            readonly instance: string | null;
            readonly latest: boolean;
            readonly lineage: {
                readonly [key: string]: unknown;
            } | null;
            /** @description as it was measured when it was made */
            readonly metrics: {
                readonly [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** @description its name */
            readonly model: string;
            readonly number: number;
            /** @enum {unknown} */
            readonly origin: "run" | "external";
            /** @description `model/x@v3` */
            readonly ref: string;
            /** @description of one that was trained elsewhere */
            readonly registeredBy?: string;
            readonly run: string | null;
            /** @description what it expects and answers, where that is known */
            readonly signature: unknown;
            readonly source?: string | null;
            /** @description training now would make another */
            readonly stale: boolean;
            readonly staleReasons: readonly string[];
            /** @enum {unknown} */
            readonly status: "READY" | "ARCHIVED" | "DELETED";
            readonly tags: {
                readonly [key: string]: string;
            };
        };
        readonly MetricList: {
            readonly metrics: readonly components["schemas"]["MetricSummary"][];
        };
        readonly MetricPoint: {
            /** @description milliseconds since 1970 */
            readonly at: number;
            /** @description of the metric */
            readonly name: string;
            readonly step: number;
            readonly value: number | ("NaN" | "Infinity" | "-Infinity");
        };
        readonly MetricPoints: {
            readonly points: readonly components["schemas"]["MetricPoint"][];
        };
        readonly MetricSummary: {
            /** @description of its points */
            readonly count: number;
            /** @description milliseconds since 1970 */
            readonly firstAt: number;
            readonly last: number | ("NaN" | "Infinity" | "-Infinity");
            /** @description milliseconds since 1970 */
            readonly lastAt: number;
            readonly max: number | ("NaN" | "Infinity" | "-Infinity");
            readonly min: number | ("NaN" | "Infinity" | "-Infinity");
            /** @description as the task wrote it */
            readonly name: string;
        };
        readonly ModelHistory: {
            readonly evaluations: readonly components["schemas"]["Evaluation"][];
            readonly model: string;
            readonly moves: readonly components["schemas"]["AliasMove"][];
        };
        readonly ModelPage: {
            readonly items: readonly components["schemas"]["ListedModel"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly ModelVersion: {
            readonly artifact: {
                /** @description of its manifest */
                readonly digest: string;
                readonly files: number;
                /** @description bytes */
                readonly size: number;
            };
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            readonly deleted: {
                readonly [key: string]: unknown;
            } | null;
            readonly description: string | null;
            readonly experiment: string | null;
            /**
             * Format: uuid
             * @description of the version
             */
            readonly id: string;
            readonly inputs: {
                readonly [key: string]: unknown;
            } | null;
            readonly instance: string | null;
            readonly lineage: {
                readonly [key: string]: unknown;
            } | null;
            /** @description as it was measured when it was made */
            readonly metrics: {
                readonly [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** @description its name */
            readonly model: string;
            readonly number: number;
            /** @enum {unknown} */
            readonly origin: "run" | "external";
            /** @description `model/x@v3` */
            readonly ref: string;
            /** @description of one that was trained elsewhere */
            readonly registeredBy?: string;
            readonly run: string | null;
            /** @description what it expects and answers, where that is known */
            readonly signature: unknown;
            readonly source?: string | null;
            /** @enum {unknown} */
            readonly status: "READY" | "ARCHIVED" | "DELETED";
            readonly tags: {
                readonly [key: string]: string;
            };
        };
        readonly NewToken: {
            /** @description the bearer token */
            readonly text: string;
            readonly token: components["schemas"]["Token"];
        };
        readonly NextFire: {
            /**
             * Format: date-time
             * @description in UTC
             */
            readonly at: string;
            /** @description its address */
            readonly experiment: string;
            /** @description in the schedule's zone */
            readonly local: string;
            readonly shifted?: boolean;
            /** @description IANA name */
            readonly timezone: string;
        };
        readonly NextFires: {
            readonly fires: readonly components["schemas"]["NextFire"][];
        };
        readonly Plan: {
            readonly blocks: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly changes: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description over the files */
            readonly configDigest: string;
            readonly consequences: readonly {
                readonly [key: string]: unknown;
            }[];
            /**
             * Format: date-time
             * @description when
             */
            readonly createdAt: string;
            /** @description over what an apply would do; an apply names it */
            readonly digest: string;
            readonly drift: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly environment?: string;
            readonly hints: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description whose store it was made against */
            readonly installation: string;
            /** @enum {string} */
            readonly kind: "plan";
            /** @description rows and columns of datasets, by address, where asked for */
            readonly profiles: {
                readonly [key: string]: unknown;
            };
            readonly project: string;
            readonly runs: readonly {
                readonly [key: string]: unknown;
            }[];
            /** @description of the store; an apply names it */
            readonly serial: number;
            /** @description counts */
            readonly summary: {
                readonly [key: string]: unknown;
            };
            /** @description addresses that no file declares */
            readonly unmanaged: readonly string[];
            readonly warnings: readonly {
                readonly [key: string]: unknown;
            }[];
        };
        readonly Promoted: {
            readonly alias: string;
            /** @description false: it bore the alias already */
            readonly changed: boolean;
            readonly evaluation: components["schemas"]["Evaluation"] | null;
            readonly move: components["schemas"]["AliasMove"] | null;
            readonly version: components["schemas"]["ModelVersion"];
        };
        readonly Resource: {
            /** @description `kind/name`, or `kind/name[key]` */
            readonly address: string;
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            readonly createdBy: string | null;
            /** @description of a dataset: the Sensei API's 24 digits */
            readonly datasetId?: string;
            /** @description over all that decides what it means */
            readonly digest: string;
            /** @description files declare it, and the API changed it since they were applied */
            readonly drifted: boolean;
            /**
             * Format: uuid
             * @description the Sensei API's id of it, unless it is a dataset
             */
            readonly id: string;
            /** @enum {unknown} */
            readonly kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
            /** @description files declare it; else it was made through the API */
            readonly managed: boolean;
            /** @description addresses that it refers to */
            readonly references: readonly string[];
            readonly revision: number;
            /** @description in canonical form, as `mlx plan` compares it */
            readonly spec: {
                readonly [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description of this revision
             */
            readonly updatedAt: string;
            readonly updatedBy: string | null;
        };
        readonly ResourcePage: {
            readonly items: readonly components["schemas"]["Resource"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly Revision: {
            readonly actor: string | null;
            /** @description that made it */
            readonly apply: string;
            /**
             * Format: date-time
             * @description when
             */
            readonly at: string;
            /** @description the revision is a deletion */
            readonly deleted: boolean;
            readonly revision: number;
            readonly serial: number;
            readonly spec: {
                readonly [key: string]: unknown;
            } | null;
            /** @enum {unknown} */
            readonly via: "files" | "api";
        };
        readonly RevisionPage: {
            readonly items: readonly components["schemas"]["Revision"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly RolledBack: {
            readonly from: components["schemas"]["ModelVersion"];
            readonly move: components["schemas"]["AliasMove"];
            readonly to: components["schemas"]["ModelVersion"];
        };
        readonly Run: {
            /** @description who, or what, started it */
            readonly actor: string;
            readonly attempts: readonly {
                readonly endedAt: string | null;
                readonly environment: {
                    readonly [key: string]: unknown;
                } | null;
                /** @description `process` or `docker` */
                readonly executor: string;
                readonly exitCode: number | null;
                /** @description by channel, what was really staged */
                readonly inputs: {
                    readonly [key: string]: unknown;
                };
                readonly message: string | null;
                readonly number: number;
                readonly peakMemory: number | null;
                readonly reason: string | null;
                readonly signal: string | null;
                readonly startedAt: string | null;
                readonly step: number | null;
            }[];
            readonly backfill: string | null;
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            readonly endedAt: string | null;
            readonly exactOf: string | null;
            readonly experiment: string | null;
            /**
             * Format: uuid
             * @description of the run
             */
            readonly id: string;
            /** @description by channel */
            readonly inputs: {
                readonly [key: string]: {
                    /** @description its address */
                    readonly dataset: string;
                    readonly fingerprint: string | null;
                };
            };
            /** @description its address */
            readonly instance: string;
            readonly message: string | null;
            /** @description the last value of each */
            readonly metrics: {
                readonly [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            readonly model: string | null;
            readonly nextAttemptAt: string | null;
            readonly outputs: readonly {
                /** @description of the task */
                readonly channel: string;
                /** @description of the artifact */
                readonly digest: string;
                readonly files: number;
                /** @description the batch's folder on the machine of mlx */
                readonly path: string;
                /** @description bytes */
                readonly size: number;
            }[];
            /** @description all that the task was given */
            readonly parameters: {
                readonly [key: string]: unknown;
            };
            readonly plots: {
                readonly [key: string]: unknown;
            } | null;
            /** @description higher goes first */
            readonly priority: number;
            readonly readyAt: string | null;
            /** @description why it is in that state, or its phase while it runs */
            readonly reason: string;
            /** @description its address */
            readonly recipe: string;
            readonly rerunOf: string | null;
            readonly scheduledAt: string | null;
            readonly scoredWith: string | null;
            /** @description what it holds while it runs */
            readonly slots: {
                readonly [key: string]: number;
            };
            readonly startedAt: string | null;
            /** @enum {unknown} */
            readonly state: "PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED";
            /** @description empty where the run has one task */
            readonly steps: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly suspectSince: string | null;
            /**
             * @description of a chain, its main one
             * @enum {unknown}
             */
            readonly task: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
            /** @enum {unknown} */
            readonly trigger: "manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy";
            readonly window: {
                /**
                 * Format: date-time
                 * @description inclusive
                 */
                readonly end: string;
                /**
                 * Format: date-time
                 * @description exclusive
                 */
                readonly start: string;
            } | null;
        };
        readonly RunAlone: {
            /** @description who, or what, started it */
            readonly actor: string;
            readonly backfill: string | null;
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            readonly endedAt: string | null;
            readonly exactOf: string | null;
            readonly experiment: string | null;
            /**
             * Format: uuid
             * @description of the run
             */
            readonly id: string;
            /** @description by channel */
            readonly inputs: {
                readonly [key: string]: {
                    /** @description its address */
                    readonly dataset: string;
                    readonly fingerprint: string | null;
                };
            };
            /** @description its address */
            readonly instance: string;
            readonly message: string | null;
            readonly nextAttemptAt: string | null;
            /** @description all that the task was given */
            readonly parameters: {
                readonly [key: string]: unknown;
            };
            /** @description higher goes first */
            readonly priority: number;
            readonly readyAt: string | null;
            /** @description why it is in that state, or its phase while it runs */
            readonly reason: string;
            /** @description its address */
            readonly recipe: string;
            readonly rerunOf: string | null;
            readonly scheduledAt: string | null;
            readonly scoredWith: string | null;
            /** @description what it holds while it runs */
            readonly slots: {
                readonly [key: string]: number;
            };
            readonly startedAt: string | null;
            /** @enum {unknown} */
            readonly state: "PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED";
            readonly suspectSince: string | null;
            /**
             * @description of a chain, its main one
             * @enum {unknown}
             */
            readonly task: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
            /** @enum {unknown} */
            readonly trigger: "manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy";
            readonly window: {
                /**
                 * Format: date-time
                 * @description inclusive
                 */
                readonly end: string;
                /**
                 * Format: date-time
                 * @description exclusive
                 */
                readonly start: string;
            } | null;
        };
        readonly RunEvent: {
            /** @description who did it */
            readonly actor: string;
            /**
             * Format: date-time
             * @description when it happened
             */
            readonly at: string;
            readonly data: {
                readonly [key: string]: unknown;
            } | null;
            readonly from: string | null;
            readonly reason: string | null;
            readonly to: string | null;
            /** @description `created`, `claimed`, `status`, `stop-requested`, `reopened`, `suspect`, `warning` or `step` */
            readonly type: string;
        };
        readonly RunHistory: {
            readonly ended: boolean;
            readonly events: readonly components["schemas"]["RunEvent"][];
            readonly run: string;
        };
        readonly RunPage: {
            readonly items: readonly components["schemas"]["Run"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly Schedule: {
            /**
             * Format: date-time
             * @description nothing before it counts as missed
             */
            readonly anchor: string;
            readonly decidedUntil: string | null;
            /** @description its address */
            readonly experiment: string;
            /**
             * Format: date-time
             * @description all before it is decided
             */
            readonly lastEvaluated: string;
            readonly lastRun: {
                readonly id: string;
                readonly state: string;
            } | null;
            readonly lastTick: {
                /**
                 * Format: date-time
                 * @description when it was decided
                 */
                readonly evaluatedAt: string;
                /** @description its address */
                readonly experiment: string;
                readonly message: string | null;
                /**
                 * Format: date-time
                 * @description that the expression denotes
                 */
                readonly nominal: string;
                /** @enum {unknown} */
                readonly outcome: "FIRED" | "COALESCED" | "SKIPPED_DEADLINE" | "SKIPPED_CATCHUP" | "SKIPPED_LIMIT" | "SKIPPED_OVERLAP" | "SKIPPED_DST" | "FAILED";
                readonly range: {
                    readonly [key: string]: unknown;
                } | null;
                readonly run: string | null;
                readonly seq: number;
            } | null;
            readonly next: components["schemas"]["NextFire"] | null;
            readonly paused: {
                readonly [key: string]: unknown;
            } | null;
            /** @description cron, zone, window, what happens to what was missed, to what overlaps */
            readonly spec: {
                readonly [key: string]: unknown;
            };
            /** @description `ACTIVE`, `PAUSED`, `COMPLETED`, … */
            readonly state: string;
        };
        readonly ScheduleAlone: {
            /**
             * Format: date-time
             * @description nothing before it counts as missed
             */
            readonly anchor: string;
            /** @description its address */
            readonly experiment: string;
            /**
             * Format: date-time
             * @description all before it is decided
             */
            readonly lastEvaluated: string;
            readonly paused: {
                readonly [key: string]: unknown;
            } | null;
            /** @description cron, zone, window, what happens to what was missed, to what overlaps */
            readonly spec: {
                readonly [key: string]: unknown;
            };
        };
        readonly SchedulePage: {
            readonly items: readonly components["schemas"]["Schedule"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly SenseiApiResponse: {
            readonly additionalDetails?: {
                readonly [key: string]: string;
            };
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            /** @description Identifies the kind of problem. */
            readonly type?: string;
        };
        readonly SenseiDefaultMetricsListing: {
            readonly children: readonly {
                readonly algorithm: string;
                readonly defaultMetrics: readonly string[];
            }[];
        };
        readonly SenseiEngine: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** @description `Classification`, `Regression`, `Custom` or `fp`. */
            readonly algorithm?: string;
            readonly artifacts?: {
                readonly [key: string]: unknown;
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly deleted?: boolean;
            /** @description May be empty. */
            readonly description?: string;
            /** @description As sent. */
            readonly documentationUrl?: string;
            /** @description As sent. */
            readonly gitRepo?: string;
            /** @description As sent. */
            readonly iconUrl?: string;
            /** @description UUID. */
            readonly id?: string;
            readonly language?: readonly string[];
            /** @description As sent. */
            readonly mlLibrary?: string;
            readonly name: string;
            /** @description The client's own names. */
            readonly tags?: {
                readonly [key: string]: string;
            };
            /** @description `Python`, `R`, `Tensorflow`, `PySpark` or `Spark`. */
            readonly type?: string;
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiEngineListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** @description `Classification`, `Regression`, `Custom` or `fp`. */
                readonly algorithm?: string;
                readonly artifacts?: {
                    readonly [key: string]: unknown;
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly deleted?: boolean;
                /** @description May be empty. */
                readonly description?: string;
                /** @description As sent. */
                readonly documentationUrl?: string;
                /** @description As sent. */
                readonly gitRepo?: string;
                /** @description As sent. */
                readonly iconUrl?: string;
                /** @description UUID. */
                readonly id?: string;
                readonly language?: readonly string[];
                /** @description As sent. */
                readonly mlLibrary?: string;
                readonly name?: string;
                /** @description The client's own names. */
                readonly tags?: {
                    readonly [key: string]: string;
                };
                /** @description `Python`, `R`, `Tensorflow`, `PySpark` or `Spark`. */
                readonly type?: string;
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly SenseiEnginesDockerRegistryInfo: {
            readonly host: string;
            readonly password: string;
            readonly username: string;
        };
        readonly SenseiExperiment: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly createdByService?: boolean;
            readonly deleted?: boolean;
            /** @description May be empty. */
            readonly description?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description This, or mlInstanceQuery. */
            readonly mlInstanceId?: string;
            /** @description Conditions; the newest instance that meets them is taken when a run is made. */
            readonly mlInstanceQuery?: string;
            readonly name: string;
            /** @description The client's own names. */
            readonly tags?: {
                readonly [key: string]: string;
            };
            readonly template?: {
                /** @description As sent. */
                readonly experimentRunId?: string;
                readonly notification?: {
                    /** @description Who is told. */
                    readonly email?: string;
                    readonly emailOnFailure?: boolean;
                    readonly emailOnRetry?: boolean;
                };
                readonly schedule?: {
                    /** @description Five fields. */
                    readonly cron: string;
                    /** @description As startTime; inclusive. */
                    readonly endTime?: string;
                    /** @description A date, a time of UTC, or RFC 3339. */
                    readonly startTime?: string;
                };
                readonly tasks?: readonly ({
                    readonly datasets?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                    readonly name: string;
                    readonly parameters?: readonly {
                        readonly key: string;
                        /** @description Kept encrypted, and told as `***`. */
                        readonly secret?: boolean;
                        /** @description A text; other values are taken too. */
                        readonly value?: unknown;
                    }[];
                    readonly specification?: {
                        /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                        readonly type?: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                } & {
                    readonly [key: string]: unknown;
                })[];
            } & {
                readonly [key: string]: unknown;
            };
            /** Format: date-time */
            readonly updated?: string;
            /** @description Of a scheduled experiment. */
            readonly workflowId?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiExperimentListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly createdByService?: boolean;
                readonly deleted?: boolean;
                /** @description May be empty. */
                readonly description?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description This, or mlInstanceQuery. */
                readonly mlInstanceId?: string;
                /** @description Conditions; the newest instance that meets them is taken when a run is made. */
                readonly mlInstanceQuery?: string;
                readonly name?: string;
                /** @description The client's own names. */
                readonly tags?: {
                    readonly [key: string]: string;
                };
                readonly template?: {
                    /** @description As sent. */
                    readonly experimentRunId?: string;
                    readonly notification?: {
                        /** @description Who is told. */
                        readonly email?: string;
                        readonly emailOnFailure?: boolean;
                        readonly emailOnRetry?: boolean;
                    };
                    readonly schedule?: {
                        /** @description Five fields. */
                        readonly cron: string;
                        /** @description As startTime; inclusive. */
                        readonly endTime?: string;
                        /** @description A date, a time of UTC, or RFC 3339. */
                        readonly startTime?: string;
                    };
                    readonly tasks?: readonly ({
                        readonly datasets?: {
                            readonly [key: string]: unknown;
                        };
                        /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                        readonly name: string;
                        readonly parameters?: readonly {
                            readonly key: string;
                            /** @description Kept encrypted, and told as `***`. */
                            readonly secret?: boolean;
                            /** @description A text; other values are taken too. */
                            readonly value?: unknown;
                        }[];
                        readonly specification?: {
                            /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                            readonly type?: string;
                        } & {
                            readonly [key: string]: unknown;
                        };
                    } & {
                        readonly [key: string]: unknown;
                    })[];
                } & {
                    readonly [key: string]: unknown;
                };
                /** Format: date-time */
                readonly updated?: string;
                /** @description Of a scheduled experiment. */
                readonly workflowId?: string;
            }[];
        };
        readonly SenseiExperimentRun: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly createdBySchedule?: boolean;
            readonly deleted?: boolean;
            /** @description Any text. */
            readonly description?: string;
            readonly experimentId?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description `train`, `score` or `featurePipeline`, also `preprocess` and `evaluate`; in any case. */
            readonly mode: string;
            readonly tags?: {
                readonly [key: string]: string;
            };
            /** @description Asked: over those of the instance, by key. Answered: all that the run was made with. */
            readonly tasks?: readonly ({
                readonly datasets?: {
                    readonly [key: string]: unknown;
                };
                /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                readonly name: string;
                readonly parameters?: readonly {
                    readonly key: string;
                    /** @description Kept encrypted, and told as `***`. */
                    readonly secret?: boolean;
                    /** @description A text; other values are taken too. */
                    readonly value?: unknown;
                }[];
                readonly specification?: {
                    /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                    readonly type?: string;
                } & {
                    readonly [key: string]: unknown;
                };
            } & {
                readonly [key: string]: unknown;
            })[];
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiExperimentRunListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly createdBySchedule?: boolean;
                readonly deleted?: boolean;
                /** @description Any text. */
                readonly description?: string;
                readonly experimentId?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description `train`, `score` or `featurePipeline`, also `preprocess` and `evaluate`; in any case. */
                readonly mode?: string;
                readonly tags?: {
                    readonly [key: string]: string;
                };
                /** @description Asked: over those of the instance, by key. Answered: all that the run was made with. */
                readonly tasks?: readonly ({
                    readonly datasets?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                    readonly name: string;
                    readonly parameters?: readonly {
                        readonly key: string;
                        /** @description Kept encrypted, and told as `***`. */
                        readonly secret?: boolean;
                        /** @description A text; other values are taken too. */
                        readonly value?: unknown;
                    }[];
                    readonly specification?: {
                        /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                        readonly type?: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                } & {
                    readonly [key: string]: unknown;
                })[];
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly SenseiExperimentRunStatus: {
            readonly deleted: boolean;
            /** @description Of the run. */
            readonly description?: string;
            readonly experimentRunId: string;
            /** @description Of the experiment. */
            readonly id: string;
            readonly name: string;
            readonly status: {
                readonly tasks: readonly {
                    /** Format: date-time */
                    readonly ended?: string;
                    /** @description Of the model that a train task made, else of the run. */
                    readonly id: string;
                    /** @description Why it stands so. */
                    readonly message?: string;
                    readonly name: string;
                    /** Format: date-time */
                    readonly started?: string;
                    readonly state: "PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED";
                    readonly tasklogs: readonly {
                        /** @description `execution`, `stdout` or `stderr`. */
                        readonly name: string;
                        /** @description Good for a day, without any header. */
                        readonly url: string;
                    }[];
                }[];
            };
        };
        readonly SenseiInsight: {
            /** @description What was measured. The things that it names need not exist. */
            readonly context?: {
                readonly clientId?: string;
                readonly dataSetId?: string;
                readonly engineId?: string;
                readonly experimentId?: string;
                readonly experimentRunId?: string;
                readonly mlInstanceId?: string;
                readonly modelId?: string;
                readonly notebookId?: string;
            };
            /** Format: date-time */
            readonly created?: string;
            readonly events?: {
                readonly eventValues?: {
                    readonly [key: string]: unknown;
                };
                /** @description What was done then, e.g. `fit`. */
                readonly name?: string;
            };
            /** @description UUID; of what a run measured, the run's. */
            readonly id?: string;
            readonly metrics?: readonly {
                readonly name: string;
                /** @description A number as text. */
                readonly value: unknown;
                /** @description E.g. `double`, which it is by default. */
                readonly valueType?: string;
            }[];
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiInsightListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                /** @description What was measured. The things that it names need not exist. */
                readonly context?: {
                    readonly clientId?: string;
                    readonly dataSetId?: string;
                    readonly engineId?: string;
                    readonly experimentId?: string;
                    readonly experimentRunId?: string;
                    readonly mlInstanceId?: string;
                    readonly modelId?: string;
                    readonly notebookId?: string;
                };
                /** Format: date-time */
                readonly created?: string;
                readonly events?: {
                    readonly eventValues?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description What was done then, e.g. `fit`. */
                    readonly name?: string;
                };
                /** @description UUID; of what a run measured, the run's. */
                readonly id?: string;
                readonly metrics?: readonly {
                    readonly name: string;
                    /** @description A number as text. */
                    readonly value: unknown;
                    /** @description E.g. `double`, which it is by default. */
                    readonly valueType?: string;
                }[];
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly SenseiMlInstance: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly deleted?: boolean;
            /** @description May be empty. */
            readonly description?: string;
            /** @description Of the engine. */
            readonly engineId: string;
            /** @description UUID. */
            readonly id?: string;
            readonly name: string;
            /** @description The client's own names. */
            readonly tags?: {
                readonly [key: string]: string;
            };
            readonly tasks?: readonly ({
                readonly datasets?: {
                    readonly [key: string]: unknown;
                };
                /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                readonly name: string;
                readonly parameters?: readonly {
                    readonly key: string;
                    /** @description Kept encrypted, and told as `***`. */
                    readonly secret?: boolean;
                    /** @description A text; other values are taken too. */
                    readonly value?: unknown;
                }[];
                readonly specification?: {
                    /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                    readonly type?: string;
                } & {
                    readonly [key: string]: unknown;
                };
            } & {
                readonly [key: string]: unknown;
            })[];
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiMlInstanceListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly deleted?: boolean;
                /** @description May be empty. */
                readonly description?: string;
                /** @description Of the engine. */
                readonly engineId?: string;
                /** @description UUID. */
                readonly id?: string;
                readonly name?: string;
                /** @description The client's own names. */
                readonly tags?: {
                    readonly [key: string]: string;
                };
                readonly tasks?: readonly ({
                    readonly datasets?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                    readonly name: string;
                    readonly parameters?: readonly {
                        readonly key: string;
                        /** @description Kept encrypted, and told as `***`. */
                        readonly secret?: boolean;
                        /** @description A text; other values are taken too. */
                        readonly value?: unknown;
                    }[];
                    readonly specification?: {
                        /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                        readonly type?: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                } & {
                    readonly [key: string]: unknown;
                })[];
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly SenseiMlService: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly deleted?: boolean;
            /** @description May be empty. */
            readonly description?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description Of the instance; may be left out where a training experiment or run is named. */
            readonly mlInstanceId?: string;
            readonly name: string;
            /** @description Over the instance's. */
            readonly scoringDataSetId?: string;
            readonly scoringExperimentId?: string;
            readonly scoringSchedule?: {
                /** @description Five fields. */
                readonly cron: string;
                /** @description As startTime; inclusive. */
                readonly endTime?: string;
                /** @description A date, a time of UTC, or RFC 3339. */
                readonly startTime?: string;
            };
            /** @description Minutes back from the run; 0 for all rows. */
            readonly scoringTimeframe?: number | string;
            /** @description The client's own names. */
            readonly tags?: {
                readonly [key: string]: string;
            };
            /** @description Over the instance's. */
            readonly trainingDataSetId?: string;
            /** @description One is made where none is named. */
            readonly trainingExperimentId?: string;
            /** @description Its model scores; without it a training is run. */
            readonly trainingExperimentRunId?: string;
            readonly trainingSchedule?: {
                /** @description Five fields. */
                readonly cron: string;
                /** @description As startTime; inclusive. */
                readonly endTime?: string;
                /** @description A date, a time of UTC, or RFC 3339. */
                readonly startTime?: string;
            };
            /** @description Minutes back from the run; 0 for all rows. */
            readonly trainingTimeframe?: number | string;
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiMlServiceListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly deleted?: boolean;
                /** @description May be empty. */
                readonly description?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description Of the instance; may be left out where a training experiment or run is named. */
                readonly mlInstanceId?: string;
                readonly name?: string;
                /** @description Over the instance's. */
                readonly scoringDataSetId?: string;
                readonly scoringExperimentId?: string;
                readonly scoringSchedule?: {
                    /** @description Five fields. */
                    readonly cron: string;
                    /** @description As startTime; inclusive. */
                    readonly endTime?: string;
                    /** @description A date, a time of UTC, or RFC 3339. */
                    readonly startTime?: string;
                };
                /** @description Minutes back from the run; 0 for all rows. */
                readonly scoringTimeframe?: number | string;
                /** @description The client's own names. */
                readonly tags?: {
                    readonly [key: string]: string;
                };
                /** @description Over the instance's. */
                readonly trainingDataSetId?: string;
                /** @description One is made where none is named. */
                readonly trainingExperimentId?: string;
                /** @description Its model scores; without it a training is run. */
                readonly trainingExperimentRunId?: string;
                readonly trainingSchedule?: {
                    /** @description Five fields. */
                    readonly cron: string;
                    /** @description As startTime; inclusive. */
                    readonly endTime?: string;
                    /** @description A date, a time of UTC, or RFC 3339. */
                    readonly startTime?: string;
                };
                /** @description Minutes back from the run; 0 for all rows. */
                readonly trainingTimeframe?: number | string;
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly SenseiModel: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly deleted?: boolean;
            readonly deprecated?: boolean;
            readonly description?: string;
            /** @description Of the experiment that trained it. */
            readonly experimentId?: string;
            /** @description Of the run that it comes from. */
            readonly experimentRunId?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description Identifies its files; they are had from `/models/{modelId}/artifact`. */
            readonly modelArtifactUri?: string;
            readonly name: string;
            /** @description `offline`: it was trained elsewhere. */
            readonly originType?: string;
            /** @description Of `trained`, `published`, `transcoded`. */
            readonly state?: readonly string[];
            readonly tags?: {
                readonly [key: string]: string;
            };
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiModelListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly deleted?: boolean;
                readonly deprecated?: boolean;
                readonly description?: string;
                /** @description Of the experiment that trained it. */
                readonly experimentId?: string;
                /** @description Of the run that it comes from. */
                readonly experimentRunId?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description Identifies its files; they are had from `/models/{modelId}/artifact`. */
                readonly modelArtifactUri?: string;
                readonly name?: string;
                /** @description `offline`: it was trained elsewhere. */
                readonly originType?: string;
                /** @description Of `trained`, `published`, `transcoded`. */
                readonly state?: readonly string[];
                readonly tags?: {
                    readonly [key: string]: string;
                };
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly SenseiModelTranscoding: {
            readonly _links?: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                readonly userId?: string;
            };
            readonly deleted?: boolean;
            /** @description UUID. */
            readonly id?: string;
            /** @description Of the model. */
            readonly modelId?: string;
            /** @enum {string} */
            readonly targetFormat: "CoreML" | "TF" | "K2" | "Deepnet";
            /** Format: date-time */
            readonly updated?: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly SenseiModelTranscodingListing: {
            readonly _links: {
                readonly [key: string]: {
                    readonly href: string;
                    readonly method?: string;
                    readonly templated?: boolean;
                    readonly type?: string;
                };
            };
            readonly _page: {
                readonly count: number;
                readonly next?: string;
                readonly orderby: string;
                readonly property: string;
                readonly start: string;
                readonly totalCount: number;
            };
            readonly children: readonly {
                readonly _links?: {
                    readonly [key: string]: {
                        readonly href: string;
                        readonly method?: string;
                        readonly templated?: boolean;
                        readonly type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    readonly userId?: string;
                };
                readonly deleted?: boolean;
                /** @description UUID. */
                readonly id?: string;
                /** @description Of the model. */
                readonly modelId?: string;
                /** @enum {string} */
                readonly targetFormat?: "CoreML" | "TF" | "K2" | "Deepnet";
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        readonly Service: {
            readonly creation: string | null;
            readonly description: string | null;
            readonly enabled: boolean;
            readonly endpoint: {
                readonly [key: string]: unknown;
            } | null;
            /** @description its address */
            readonly instance: string;
            readonly metrics: {
                readonly [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            readonly model: string | null;
            readonly scoring: {
                readonly [key: string]: unknown;
            } | null;
            /** @description which version is meant */
            readonly selector: {
                readonly [key: string]: unknown;
            };
            readonly serve: {
                readonly [key: string]: unknown;
            } | null;
            /** @description its address */
            readonly service: string;
            readonly tags: {
                readonly [key: string]: string;
            };
            readonly training: {
                readonly [key: string]: unknown;
            } | null;
            readonly troubles: readonly string[];
            readonly waitsFor: string | null;
        };
        readonly ServicePage: {
            readonly items: readonly components["schemas"]["Service"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly ShownModel: {
            readonly aliases: readonly string[];
            readonly artifact: {
                /** @description of its manifest */
                readonly digest: string;
                readonly files: number;
                /** @description bytes */
                readonly size: number;
            };
            /**
             * Format: date-time
             * @description when it was made
             */
            readonly createdAt: string;
            readonly deleted: {
                readonly [key: string]: unknown;
            } | null;
            readonly description: string | null;
            readonly evaluations: readonly components["schemas"]["Evaluation"][];
            readonly experiment: string | null;
            readonly files: readonly {
                /** @description SHA-256 of the content */
                readonly digest: string;
                readonly executable: boolean;
                /** @description relative, with `/` */
                readonly path: string;
                /** @description bytes */
                readonly size: number;
            }[];
            /** @description why its files cannot be had */
            readonly filesProblem?: string;
            /**
             * Format: uuid
             * @description of the version
             */
            readonly id: string;
            readonly inputs: {
                readonly [key: string]: unknown;
            } | null;
            readonly instance: string | null;
            readonly latest: boolean;
            readonly lineage: {
                readonly [key: string]: unknown;
            } | null;
            /** @description as it was measured when it was made */
            readonly metrics: {
                readonly [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** @description its name */
            readonly model: string;
            readonly number: number;
            /** @enum {unknown} */
            readonly origin: "run" | "external";
            readonly pin: string | null;
            readonly policy: {
                readonly [key: string]: unknown;
            } | null;
            /** @description `model/x@v3` */
            readonly ref: string;
            /** @description of one that was trained elsewhere */
            readonly registeredBy?: string;
            readonly run: string | null;
            /** @description what it expects and answers, where that is known */
            readonly signature: unknown;
            readonly source?: string | null;
            /** @description training now would make another */
            readonly stale: boolean;
            readonly staleReasons: readonly string[];
            /** @enum {unknown} */
            readonly status: "READY" | "ARCHIVED" | "DELETED";
            readonly tags: {
                readonly [key: string]: string;
            };
        };
        readonly Status: {
            readonly daemons: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly datasets: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly environment: string | null;
            /** @enum {string} */
            readonly kind: "status";
            readonly lastApply: {
                readonly [key: string]: unknown;
            } | null;
            readonly models: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly project: string;
            /** @description how many, by kind */
            readonly resources: {
                readonly [key: string]: number;
            };
            /** @description those under way, and recent ones */
            readonly runs: {
                readonly [key: string]: unknown;
            };
            /** @description how many, and what fires next */
            readonly schedules: {
                readonly [key: string]: unknown;
            };
            /** @description counts the applies */
            readonly serial: number;
            readonly services: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly slots: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly waitingForDaemon: number;
        };
        readonly Tick: {
            /**
             * Format: date-time
             * @description when it was decided
             */
            readonly evaluatedAt: string;
            /** @description its address */
            readonly experiment: string;
            readonly message: string | null;
            /**
             * Format: date-time
             * @description that the expression denotes
             */
            readonly nominal: string;
            /** @enum {unknown} */
            readonly outcome: "FIRED" | "COALESCED" | "SKIPPED_DEADLINE" | "SKIPPED_CATCHUP" | "SKIPPED_LIMIT" | "SKIPPED_OVERLAP" | "SKIPPED_DST" | "FAILED";
            readonly range: {
                readonly [key: string]: unknown;
            } | null;
            readonly run: string | null;
            readonly runReason: string | null;
            readonly runState: string | null;
            readonly seq: number;
        };
        readonly TickPage: {
            readonly items: readonly components["schemas"]["Tick"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly Token: {
            /**
             * Format: date-time
             * @description when
             */
            readonly createdAt: string;
            readonly createdBy: string;
            readonly description: string | null;
            readonly expiresAt: string | null;
            /**
             * Format: uuid
             * @description of the token; not its text
             */
            readonly id: string;
            readonly lastUsedAt: string | null;
            readonly org: string | null;
            readonly revokedAt: string | null;
            readonly sandbox: string | null;
            /** @enum {unknown} */
            readonly scope: "read" | "write";
            /** @description whose name stands on what is done with it */
            readonly user: string;
        };
        readonly TokenPage: {
            readonly items: readonly components["schemas"]["Token"][];
            readonly next: string | null;
            /** @description on all pages, where that is known */
            readonly total?: number;
        };
        readonly Whoami: {
            /** @description whose resources are seen */
            readonly namespace: string;
            readonly org: string | null;
            readonly sandbox: string | null;
            /** @enum {unknown} */
            readonly scope: "read" | "write";
            readonly token: string | null;
            /** @description whose name stands on what is done */
            readonly user: string;
        };
    };
    responses: {
        /** @description the request cannot be read, or is not as described */
        readonly Failure400: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description no token, or one that is not taken */
        readonly Failure401: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description the token may not do this, or not here */
        readonly Failure403: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description there is no such thing */
        readonly Failure404: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description it cannot be done as things stand; the body says why */
        readonly Failure409: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description the range is not there */
        readonly Failure416: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description what was asked for is wrong; nothing was done */
        readonly Failure422: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description too many requests; `Retry-After` says when */
        readonly Failure429: {
            headers: {
                /** @description in seconds */
                readonly "retry-after"?: number;
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description it failed */
        readonly FailureDefault: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Refused. */
        readonly Sensei400: {
            headers: {
                /** @description of the request */
                readonly "x-request-id"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
            };
        };
    };
    parameters: {
        /** @description Taken from clients that send it, and not looked at. */
        readonly apiKey: string;
        /** @description The organisation; the project's own where absent. */
        readonly org: string;
        /** @description The sandbox; the project's own where absent. */
        readonly sandbox: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly apply: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description as the plan was asked for */
                    readonly allowMassDelete?: boolean;
                    /** @description of the plan that was shown */
                    readonly digest: string;
                    /** @description of the plan that was shown */
                    readonly serial: number;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Applied"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly compare: {
        readonly parameters: {
            readonly query: {
                /** @description also what is equal */
                readonly all?: boolean;
                /** @description a run's id, or `model/x@v3`; repeated, two at least */
                readonly ref: readonly string[];
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Comparison"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listDatasets: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DatasetPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly createDataset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description latest: of a folder of batches only the newest counts
                     * @enum {unknown}
                     */
                    readonly batches?: "all" | "latest";
                    readonly description?: string;
                    /**
                     * @description guessed from the path where absent
                     * @enum {unknown}
                     */
                    readonly format?: "csv" | "parquet" | "jsonl";
                    /** @description of its address; made of the path where absent */
                    readonly name?: string;
                    /** @description a file, folder or glob below the project's folder on the server's machine */
                    readonly path: string;
                    /** @description the column that timeframes filter on */
                    readonly timestampColumn?: string;
                    /** @description its strftime pattern */
                    readonly timestampFormat?: string;
                };
            };
        };
        readonly responses: {
            /** @description it was made */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Dataset"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getDataset: {
        readonly parameters: {
            readonly query?: {
                /** @description reads the data */
                readonly profile?: boolean;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly dataset: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Dataset"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getDrift: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DriftReport"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly watchEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description an event's id: what came after it; `0.0.0.0`: all that is kept */
                readonly after?: string;
                /** @description only of this experiment's runs and ticks */
                readonly experiment?: string;
                /** @description only of this run */
                readonly run?: string;
            };
            readonly header?: {
                /** @description as `after`, and before it */
                readonly "last-event-id"?: string;
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it was done */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listApplies: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApplyPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listModelVersions: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description also those that were deleted */
                readonly deleted?: boolean;
                /** @description a search, e.g. `metrics.RMSE < 90000 and tags.team = 'a'` */
                readonly filter?: string;
                /** @description how many on a page */
                readonly limit?: number;
                /** @description only its versions */
                readonly model?: string;
                /** @description e.g. `metrics.RMSE asc` */
                readonly orderBy?: string;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ModelPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getModelHistory: {
        readonly parameters: {
            readonly query?: {
                readonly alias?: string;
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ModelHistory"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly rollbackModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description that of the policy where absent */
                    readonly alias?: string;
                    /** @description kept in the log */
                    readonly reason: string;
                    /** @description a version, `3`; one step back where absent */
                    readonly to?: string;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RolledBack"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getModelVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ShownModel"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly deleteModelVersion: {
        readonly parameters: {
            readonly query?: {
                /** @description kept in the log */
                readonly reason?: string;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ModelVersion"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly approveModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly alias?: string;
                    readonly comment?: string;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approved"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly describeModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description empty removes it */
                    readonly description?: string;
                    /** @description over those it has */
                    readonly tags?: {
                        readonly [key: string]: string;
                    };
                    /** @description names of tags that go */
                    readonly untag?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ModelVersion"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly evaluateModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Evaluation"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listModelFiles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FileList"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getModelFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description its path, as it is listed */
                readonly path: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it was done */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": Blob;
                };
            };
            /** @description the range that was asked for */
            readonly 206: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": Blob;
                };
            };
            /** @description the client has it: `If-None-Match` is its ETag */
            readonly 304: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 416: components["responses"]["Failure416"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly promoteModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description that of the policy where absent */
                    readonly alias?: string;
                    /** @description against its policy; wants a reason */
                    readonly force?: boolean;
                    /** @description kept in the log */
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Promoted"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly restoreModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, as its instance's */
                readonly model: string;
                /** @description a number, `latest`, or an alias */
                readonly version: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ModelVersion"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly plan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description also where more than half of all resources would go */
                    readonly allowMassDelete?: boolean;
                    /** @description with rows and columns of the datasets */
                    readonly profiles?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Plan"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listResources: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                readonly drifted?: boolean;
                readonly kind?: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description how many on a page */
                readonly limit?: number;
                readonly managed?: boolean;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ResourcePage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getResourceById: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Resource"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getResource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description with its key, where it has one: `forecast[eu]` */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Resource"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly restoreResource: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description with its key, where it has one: `forecast[eu]` */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Resource"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listRevisions: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description with its key, where it has one: `forecast[eu]` */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RevisionPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listRuns: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description an address */
                readonly experiment?: string;
                /** @description a search, e.g. `metrics.RMSE < 90000 and params.n_estimators = 100` */
                readonly filter?: string;
                /** @description an address */
                readonly instance?: string;
                /** @description how many on a page */
                readonly limit?: number;
                /** @description e.g. `metrics.RMSE asc`; the newest first where absent */
                readonly orderBy?: string;
                /** @description created at or after: a time, a date, or how long ago (`2h`) */
                readonly since?: string;
                /** @description any of these */
                readonly state?: readonly ("PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED")[];
                readonly task?: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
                /** @description any of these */
                readonly trigger?: readonly ("manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy")[];
                /** @description created before */
                readonly until?: string;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly startRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 200 visible characters */
                readonly "idempotency-key"?: string;
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly description?: string;
                    /** @description addresses of datasets, by channel */
                    readonly inputs?: {
                        readonly [key: string]: string;
                    };
                    /** @description that it loads: `model/x@v3`, `x@champion` */
                    readonly model?: string;
                    /** @description run every step of a chain */
                    readonly noCache?: boolean;
                    /** @description over the experiment's, by key */
                    readonly parameters?: {
                        readonly [key: string]: unknown;
                    };
                    /** @description higher goes first */
                    readonly priority?: number;
                    readonly tags?: {
                        readonly [key: string]: string;
                    };
                    /** @description the address of an experiment, an instance or a service */
                    readonly target: string;
                    /**
                     * @description needed for an instance or a service; over an experiment's own
                     * @enum {unknown}
                     */
                    readonly task?: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunAlone"];
                };
            };
            /** @description it was made */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunAlone"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly cancelRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description kill the program at once, without its grace */
                    readonly force?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunAlone"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly watchRun: {
        readonly parameters: {
            readonly query?: {
                /** @description an event's id: what came after it; `0.0.0.0`: all that is kept */
                readonly after?: string;
            };
            readonly header?: {
                /** @description as `after`, and before it */
                readonly "last-event-id"?: string;
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it was done */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description the run has ended, and all of it was told */
            readonly 204: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getRunHistory: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunHistory"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getLogLines: {
        readonly parameters: {
            readonly query?: {
                /** @description the newest where absent */
                readonly attempt?: number;
                /** @description until the attempt has ended */
                readonly follow?: boolean;
                /** @description only the last so many */
                readonly tail?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it was done */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": string;
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getLog: {
        readonly parameters: {
            readonly query?: {
                /** @description the newest where absent */
                readonly attempt?: number;
                /** @description until the run has ended */
                readonly follow?: boolean;
                /** @description bytes of its text to leave out at the beginning */
                readonly offset?: number;
                /** @description `execution`: mlx's own account */
                readonly stream?: "stdout" | "stderr" | "execution";
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it was done */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listMetrics: {
        readonly parameters: {
            readonly query?: {
                /** @description the newest where absent */
                readonly attempt?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricList"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getMetric: {
        readonly parameters: {
            readonly query?: {
                /** @description the newest where absent */
                readonly attempt?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description the metric's name, which may have slashes */
                readonly path: string;
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricPoints"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listOutputFiles: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly channel: string;
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FileList"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getOutputFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly channel: string;
                /** @description its path, as it is listed */
                readonly path: string;
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it was done */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": Blob;
                };
            };
            /** @description the range that was asked for */
            readonly 206: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": Blob;
                };
            };
            /** @description the client has it: `If-None-Match` is its ETag */
            readonly 304: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 416: components["responses"]["Failure416"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly rerunRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description with the very data and software; compared with it at its end */
                    readonly exact?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description it was made */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunAlone"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly retryRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RunAlone"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 409: components["responses"]["Failure409"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listSchedules: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SchedulePage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly backfill: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description the experiment's name, with its key: `retail-nightly` */
                readonly experiment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description also times that have a run which succeeded or is under way */
                    readonly again?: boolean;
                    /** @description only tell which times */
                    readonly dryRun?: boolean;
                    /** @description a time or a date of the schedule's zone, inclusive */
                    readonly from: string;
                    /** @description so many at once */
                    readonly maxRunning?: number;
                    /** @description inclusive */
                    readonly until: string;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Backfill"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly pauseSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description the experiment's name, with its key: `retail-nightly` */
                readonly experiment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangedSchedule"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly resumeSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description the experiment's name, with its key: `retail-nightly` */
                readonly experiment: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangedSchedule"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listTicks: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description of all where absent */
                readonly experiment?: string;
                /** @description how many on a page */
                readonly limit?: number;
                /** @description any of these */
                readonly outcome?: readonly ("FIRED" | "COALESCED" | "SKIPPED_DEADLINE" | "SKIPPED_CATCHUP" | "SKIPPED_LIMIT" | "SKIPPED_OVERLAP" | "SKIPPED_DST" | "FAILED")[];
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TickPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listNextFires: {
        readonly parameters: {
            readonly query?: {
                readonly count?: number;
                /** @description of all where absent */
                readonly experiment?: readonly string[];
                /** @description a time, a date, or how far ahead (`2d`) */
                readonly until?: string;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NextFires"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listServices: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServicePage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getService: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its name, with its key */
                readonly service: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Service"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly getStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Status"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listTokens: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before */
                readonly cursor?: string;
                /** @description how many on a page */
                readonly limit?: number;
            };
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TokenPage"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly description?: string;
                    /** @description only for that organisation */
                    readonly org?: string;
                    /** @description only for that sandbox */
                    readonly sandbox?: string;
                    /**
                     * @description `read` where absent
                     * @enum {unknown}
                     */
                    readonly scope?: "read" | "write";
                    /** @description it does not expire where absent */
                    readonly ttlSeconds?: number;
                    /** @description whose name stands on what is done with it */
                    readonly user: string;
                };
            };
        };
        readonly responses: {
            /** @description it was made */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewToken"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 422: components["responses"]["Failure422"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description its id, or the beginning of it */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 404: components["responses"]["Failure404"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly whoami: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Whoami"];
                };
            };
            readonly 400: components["responses"]["Failure400"];
            readonly 401: components["responses"]["Failure401"];
            readonly 403: components["responses"]["Failure403"];
            readonly 429: components["responses"]["Failure429"];
            readonly default: components["responses"]["FailureDefault"];
        };
    };
    readonly listEngines: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=engineListing.v1.json": components["schemas"]["SenseiEngineListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createEngine: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiEngine"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                readonly "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly batchScoreOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly defaultArtifact?: Blob;
                    /** @description The engine as JSON. */
                    readonly engine: string;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly evaluateOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly featurePipelineOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly preprocessOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly publishOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly trainOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly validateOverrideArtifact?: Blob;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getEngine: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly engineId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly updateEngine: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly engineId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiEngine"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                readonly "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly batchScoreOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly defaultArtifact?: Blob;
                    /** @description The engine as JSON. */
                    readonly engine: string;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly evaluateOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly featurePipelineOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly preprocessOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly publishOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly trainOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    readonly validateOverrideArtifact?: Blob;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteEngine: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly engineId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 409: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getDockerRegistry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=enginesDockerRegistryInfo.v1.json": components["schemas"]["SenseiEnginesDockerRegistryInfo"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly listExperiments: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experimentListing.v1.json": components["schemas"]["SenseiExperimentListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createExperiment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiExperiment"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteExperiments: {
        readonly parameters: {
            readonly query: {
                /** @description UUID. */
                readonly mlInstanceId: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 410: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getExperiment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly experimentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly updateExperiment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly experimentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiExperiment"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteExperiment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly experimentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 409: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getExperimentRuns: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly experimentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experimentRunListing.v1.json": components["schemas"]["SenseiExperimentRunListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createExperimentRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly experimentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiExperimentRun"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=experimentRun.v1.json": components["schemas"]["SenseiExperimentRun"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experimentRun.v1.json": components["schemas"]["SenseiExperimentRun"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getExperimentRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly experimentId: string;
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experimentRun.v1.json": components["schemas"]["SenseiExperimentRun"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getExperimentRunStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly experimentId: string;
                readonly runId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=experimentRunStatus.v1.json": components["schemas"]["SenseiExperimentRunStatus"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly listInsights: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=insightListing.v1.json": components["schemas"]["SenseiInsightListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createInsight: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiInsight"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=insight.v1.json": components["schemas"]["SenseiInsight"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=insight.v1.json": components["schemas"]["SenseiInsight"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getInsight: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly insightId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=insight.v1.json": components["schemas"]["SenseiInsight"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getDefaultMetrics: {
        readonly parameters: {
            readonly query?: {
                readonly algorithm?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=defaultMetricsListing.v1.json": components["schemas"]["SenseiDefaultMetricsListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly listMLInstances: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlInstanceListing.v1.json": components["schemas"]["SenseiMlInstanceListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createMLInstance: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiMlInstance"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteMLInstances: {
        readonly parameters: {
            readonly query: {
                /** @description UUID. */
                readonly engineId: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 410: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getMLInstance: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly mlInstanceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly updateMLInstance: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly mlInstanceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiMlInstance"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteMLInstance: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly mlInstanceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 409: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly listMLServices: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlServiceListing.v1.json": components["schemas"]["SenseiMlServiceListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createMLService: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiMlService"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteMLServices: {
        readonly parameters: {
            readonly query: {
                /** @description UUID. */
                readonly mlInstanceId: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 410: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getMLService: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly mlServiceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly updateMLService: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly mlServiceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiMlService"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteMLService: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly mlServiceId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 409: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly listModels: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=modelListing.v1.json": components["schemas"]["SenseiModelListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiModel"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                readonly "multipart/form-data": {
                    /** @description The model as JSON. */
                    readonly model: string;
                    /**
                     * Format: binary
                     * @description Its file, or an archive; kept as it is.
                     */
                    readonly modelArtifact: Blob;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly modelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly updateModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly modelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiModel"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly deleteModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly modelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 409: components["responses"]["Sensei400"];
            readonly 412: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getModelArtifact: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly modelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly listTranscodings: {
        readonly parameters: {
            readonly query?: {
                /** @description Items of a page. */
                readonly limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                readonly orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                readonly property?: string;
                /** @description Index of the first item, from 0. */
                readonly start?: string;
            };
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly modelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=modelTranscodingListing.v1.json": components["schemas"]["SenseiModelTranscodingListing"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly createTranscoding: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                /** @description UUID. */
                readonly modelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SenseiModelTranscoding"];
                readonly "application/vnd.adobe.platform.sensei+json;profile=modelTranscoding.v1.json": components["schemas"]["SenseiModelTranscoding"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 201: {
                headers: {
                    /** @description of what was made */
                    readonly location?: string;
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=modelTranscoding.v1.json": components["schemas"]["SenseiModelTranscoding"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 415: components["responses"]["Sensei400"];
            readonly 422: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getTranscoding: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Taken from clients that send it, and not looked at. */
                readonly "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                readonly "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                readonly "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            readonly path: {
                readonly modelId: string;
                readonly transcodingId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/vnd.adobe.platform.sensei+json;profile=modelTranscoding.v1.json": components["schemas"]["SenseiModelTranscoding"];
                };
            };
            readonly 400: components["responses"]["Sensei400"];
            readonly 401: components["responses"]["Sensei400"];
            readonly 403: components["responses"]["Sensei400"];
            readonly 404: components["responses"]["Sensei400"];
            readonly 406: components["responses"]["Sensei400"];
            readonly 500: components["responses"]["Sensei400"];
            readonly 503: components["responses"]["Sensei400"];
        };
    };
    readonly getTaskLog: {
        readonly parameters: {
            readonly query: {
                readonly link: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description it went well */
            readonly 200: {
                headers: {
                    /** @description of the request */
                    readonly "x-request-id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
