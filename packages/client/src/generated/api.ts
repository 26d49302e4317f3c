// Made from schemas/openapi.json by `npm run generate`; not edited by hand.
export interface paths {
    "/api/v1/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies exactly the plan that was shown, all of it or nothing
         * @description The files are planned again; where that comes to anything else than `serial` and `digest` say, or the plan is blocked, the answer is 409 and nothing is changed. Only in the project's own namespace.
         */
        post: operations["apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes that were asked for over HTTP, newest first; takes a token that may write */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between runs or versions of models */
        get: operations["compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The datasets, with the 24-digit ids that the Sensei API names them by */
        get: operations["listDatasets"];
        put?: never;
        /** Makes a dataset of files below the project's folder; they need not be there yet */
        post: operations["createDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dataset by its 24-digit id, its UUID or its name; with `profile` also its rows and columns */
        get: operations["getDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the API changed of what files declare, and what no file declares
         * @description Only in the project's own namespace.
         */
        get: operations["getDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens to runs, schedules and models from now on, as server-sent events */
        get: operations["watchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The applies, newest first: those of files, and what clients wrote */
        get: operations["listApplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of models, the newest first */
        get: operations["listModelVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the aliases of a model pointed, who moved them and why, and how its versions were judged */
        get: operations["getModelHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the last promotion of an alias back */
        post: operations["rollbackModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version with its files, its policy, and what that said last */
        get: operations["getModelVersion"];
        put?: never;
        post?: never;
        /** Makes a tombstone of a version that nothing uses; it can be restored until its files are collected */
        delete: operations["deleteModelVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves of a version, as the gates of its policy ask for */
        post: operations["approveModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/description": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes what people have to say of a version: its description and tags */
        put: operations["describeModel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judges a version by its model's policy; no alias is moved */
        post: operations["evaluateModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of a version */
        get: operations["listModelFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a version; `Range` takes a part of it */
        get: operations["getModelFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an alias to a version, if its policy lets it */
        post: operations["promoteModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the deletion of a version back */
        post: operations["restoreModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an apply of the files as they are now would do. Changes nothing
         * @description Only in the project's own namespace: no other has files.
         */
        post: operations["plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Resources by kind, in the order of their creation
         * @description `managed=false`: those that no file declares; `drifted=true`: those that the API changed.
         */
        get: operations["listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A resource by its UUID */
        get: operations["getResourceById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A resource by its address */
        get: operations["getResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings back what was deleted through the API, with the id that it had */
        post: operations["restoreResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{name}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The revisions of a resource, newest first; also of one that was deleted */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Runs that match, the newest first
         * @description `filter` and `orderBy` are those of `mlx runs`; all that is given has to hold.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Puts a run into the queue, as `mlx run --detach` does
         * @description With an `Idempotency-Key` the same request starts one run, however often it is sent: a repetition is answered with 200 and the run of the first.
         */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its attempts, metrics, outputs and model */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a run, and waits until it has ended: its grace and 15 s at most */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that happens to a run, from its beginning to its end, as server-sent events
         * @description A reader that comes back after the run's end is answered with 204: there is no more.
         */
        get: operations["watchRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has happened to a run, oldest first */
        get: operations["getRunHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/log-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines of a run's log, of all streams in their order, one JSON object each */
        get: operations["getLogLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The text of one stream of a run's log, from a byte on
         * @description It only grows: a reader that was cut off asks again with `offset` at the bytes that it has. It is empty where there is no log yet.
         */
        get: operations["getLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a run has measured so far: the last, least and greatest value of each */
        get: operations["listMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/metrics/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All points of one metric, by step */
        get: operations["getMetric"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/outputs/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that a run left in an output channel; `plots` are its plots */
        get: operations["listOutputFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/outputs/{channel}/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of an output; `Range` takes a part of it */
        get: operations["getOutputFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new run with the specification of another */
        post: operations["rerunRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a run that failed or was stopped tried again: a further attempt of the same run */
        post: operations["retryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The schedules by address, with how they stand */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{experiment}/backfill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues runs for the nominal times of a range in the past */
        post: operations["backfill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{experiment}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing of the experiment fires until it is resumed */
        post: operations["pauseSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{experiment}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It fires again from now on; what would have fired meanwhile is not made up for */
        post: operations["resumeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of nominal times, newest first */
        get: operations["listTicks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What fires next, soonest first */
        get: operations["listNextFires"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The services by address: model, training, scoring, endpoint, what is wrong */
        get: operations["listServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A service as it stands */
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the project stands, as `mlx status` tells it */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tokens, oldest first, without their texts; takes a token that may write */
        get: operations["listTokens"];
        put?: never;
        /** Makes a token within the bounds of the one that makes it; its text is in this answer and nowhere else */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a token, and those that it made: they are not taken any more from now on */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the token is, and which namespace it reaches */
        get: operations["whoami"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists engines */
        get: operations["listEngines"];
        put?: never;
        /** Makes an engine of an image, or of an artifact that is uploaded */
        post: operations["createEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/engines/{engineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells an engine */
        get: operations["getEngine"];
        /** Replaces an engine; without an image and an artifact it keeps its program */
        put: operations["updateEngine"];
        post?: never;
        /** Deletes an engine with its instances, experiments and services; models stay */
        delete: operations["deleteEngine"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/engines/dockerRegistry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the project's Docker registry, and how to log in there */
        get: operations["getDockerRegistry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/experiments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists experiments */
        get: operations["listExperiments"];
        put?: never;
        /** Makes an experiment, scheduled where it has a template; no run is started */
        post: operations["createExperiment"];
        /** Deletes all experiments of an instance but those of its services */
        delete: operations["deleteExperiments"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/experiments/{experimentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells an experiment */
        get: operations["getExperiment"];
        /** Replaces an experiment; without a template it is scheduled no longer */
        put: operations["updateExperiment"];
        post?: never;
        /** Deletes an experiment: a schedule starts no further runs, and those under way finish */
        delete: operations["deleteExperiment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/experiments/{experimentId}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the runs of an experiment */
        get: operations["getExperimentRuns"];
        put?: never;
        /** Start a run of an experiment */
        post: operations["createExperimentRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/experiments/{experimentId}/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run, with the parameters that it was made with */
        get: operations["getExperimentRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/experiments/{experimentId}/runs/{runId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a run stands, with links to its logs */
        get: operations["getExperimentRunStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/insights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what clients and runs have measured
         * @description Conditions on `context.experimentRunId`, `experimentId`, `mlInstanceId` or `modelId` find what runs have measured; of those that are left the newest 2,000 runs are looked at.
         */
        get: operations["listInsights"];
        put?: never;
        /** Adds what was measured */
        post: operations["createInsight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/insights/{insightId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what was measured */
        get: operations["getInsight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/insights/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what is measured of an algorithm by default */
        get: operations["getDefaultMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/mlInstances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists instances */
        get: operations["listMLInstances"];
        put?: never;
        /** Makes an instance of an engine */
        post: operations["createMLInstance"];
        /** Deletes all instances of an engine */
        delete: operations["deleteMLInstances"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/mlInstances/{mlInstanceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells an instance */
        get: operations["getMLInstance"];
        /** Replaces an instance */
        put: operations["updateMLInstance"];
        post?: never;
        /** Deletes an instance with its experiments and services; models stay */
        delete: operations["deleteMLInstance"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/mlServices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists services */
        get: operations["listMLServices"];
        put?: never;
        /** Publishes an instance: its training and scoring, each once or scheduled */
        post: operations["createMLService"];
        /** Deletes all services of an instance */
        delete: operations["deleteMLServices"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/mlServices/{mlServiceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells a service */
        get: operations["getMLService"];
        /** Replaces a service; schedules may be added, ended and given another cron, but no other start */
        put: operations["updateMLService"];
        post?: never;
        /** Deletes a service with the experiments that it made; runs under way finish */
        delete: operations["deleteMLService"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists models */
        get: operations["listModels"];
        put?: never;
        /** Registers a model with its file */
        post: operations["createModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/models/{modelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells a model */
        get: operations["getModel"];
        /** Replaces name, description and tags of a model */
        put: operations["updateModel"];
        post?: never;
        /** Deletes a model that nothing uses */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/models/{modelId}/artifact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the model's file; of a model of several files a tar.gz, the same each time */
        get: operations["getModelArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/models/{modelId}/transcodings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the formats that a model was wanted in */
        get: operations["listTranscodings"];
        put?: never;
        /** Wants a model in another format */
        post: operations["createTranscoding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/models/{modelId}/transcodings/{transcodingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells that a model was wanted in another format */
        get: operations["getTranscoding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data/sensei/tasklogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A log of a run, by a link from its status */
        get: operations["getTaskLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AliasMove: {
            actor: string;
            alias: string;
            apply: string | null;
            /**
             * Format: date-time
             * @description when
             */
            at: string;
            evaluation: string | null;
            from: string | null;
            /** @enum {unknown} */
            how: "promote" | "rollback" | "remove" | "pin";
            /** @description its name */
            model: string;
            reason: string | null;
            seq: number;
            to: string | null;
        };
        Applied: {
            actor: string | null;
            announced: {
                [key: string]: unknown;
            }[];
            at: string | null;
            /** @description false: there was nothing to do */
            changed: boolean;
            changes: {
                [key: string]: unknown;
            }[];
            configDigest: string;
            consequences: {
                [key: string]: unknown;
            }[];
            environment: string | null;
            git: {
                [key: string]: unknown;
            } | null;
            id: string | null;
            /** @enum {string} */
            kind: "apply";
            pinned: {
                [key: string]: unknown;
            }[];
            project: string;
            /** @description of the store now */
            serial: number;
            /** @description counts */
            summary: {
                [key: string]: unknown;
            };
        };
        Apply: {
            /** @description who */
            actor: string;
            /**
             * Format: date-time
             * @description when
             */
            at: string;
            changes: {
                [key: string]: unknown;
            }[];
            /** @description `apply`, `destroy` or `api` */
            command: string;
            git: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: uuid
             * @description of the apply
             */
            id: string;
            /** @description of the store after it */
            serial: number;
            /** @description how many were created, updated, moved, imported, deleted */
            summary: {
                [key: string]: unknown;
            };
            /** @enum {unknown} */
            via: "files" | "api";
        };
        ApplyPage: {
            items: components["schemas"]["Apply"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        Approved: {
            evaluation: components["schemas"]["Evaluation"];
            promoted: boolean;
        };
        AuditEntry: {
            /**
             * Format: date-time
             * @description when
             */
            at: string;
            method: string;
            /** @description that it went to */
            namespace: string;
            path: string;
            /** @description of the client */
            remote: string;
            requestId: string;
            seq: number;
            status: number;
            token: string | null;
            user: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        Backfill: {
            /** @description how many runs were made */
            created: number;
            /** @description its address */
            experiment: string;
            hasDaemon: boolean | null;
            /**
             * Format: uuid
             * @description of the backfill
             */
            id: string;
            /** @enum {string} */
            kind: "backfill";
            times: {
                /**
                 * Format: date-time
                 * @description of the run
                 */
                nominal: string;
                run: string | null;
                skipped: string | null;
                windowStart: string | null;
            }[];
            /** @description IANA name */
            timezone: string;
        };
        ChangedSchedule: {
            /** @description false: it stood like that already */
            changed: boolean;
            schedule: components["schemas"]["ScheduleAlone"];
        };
        Comparison: {
            /** @enum {string} */
            kind: "comparison";
            metrics: {
                [key: string]: unknown;
            }[];
            /** @description rows by what they are about: parameters, data, source, … */
            sections: {
                [key: string]: unknown;
            };
            /** @description runs and versions, in this order in each row */
            subjects: string[];
        };
        Dataset: {
            /** @description `dataset/name` */
            address: string;
            columns?: {
                name: string;
                type: string;
            }[];
            /**
             * Format: date-time
             * @description when
             */
            createdAt: string;
            description: string | null;
            fingerprint: string | null;
            /** @description of its files */
            format: string;
            /** @description as the Sensei API names it */
            id: string;
            /** @description a file declares it */
            managed: boolean;
            /** @description relative to the project */
            path: string;
            /** @description with `profile`: why it cannot be read */
            problem?: string;
            revision: number;
            /** @description with `profile` */
            rows?: number;
            /**
             * Format: date-time
             * @description of this revision
             */
            updatedAt: string;
        };
        DatasetPage: {
            items: components["schemas"]["Dataset"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        DriftReport: {
            /** @description of what files declare; an apply changes it back */
            drift: {
                [key: string]: unknown;
            }[];
            /** @description addresses that no file declares; an apply leaves them alone */
            unmanaged: string[];
        };
        Evaluation: {
            /** @description who had it judged */
            actor: string;
            against: string | null;
            /** @description that the policy is about */
            alias: string;
            /**
             * Format: date-time
             * @description when
             */
            at: string;
            gates: {
                [key: string]: unknown;
            }[];
            /**
             * Format: uuid
             * @description of the evaluation
             */
            id: string;
            /** @description as it was then */
            policy: {
                [key: string]: unknown;
            };
            /** @description of the version */
            ref: string;
            /** @enum {unknown} */
            verdict: "passed" | "failed" | "waiting";
        };
        Failure: {
            error: {
                /** @description permanent; `mlx explain CODE` tells more */
                code: string;
                /** @description why, and what state things are in */
                detail?: string;
                diagnostics?: {
                    [key: string]: unknown;
                }[];
                /** @description what to do, most useful first */
                next?: string[];
                /** @description of the request, as the header `x-request-id` has it */
                requestId: string;
                /** @description what happened, one line */
                summary: string;
            };
        };
        FileList: {
            artifact: {
                /** @description of its manifest */
                digest: string;
                files: number;
                /** @description bytes */
                size: number;
            };
            files: {
                /** @description SHA-256 of the content */
                digest: string;
                executable: boolean;
                /** @description relative, with `/` */
                path: string;
                /** @description bytes */
                size: number;
            }[];
        };
        ListedModel: {
            aliases: string[];
            artifact: {
                /** @description of its manifest */
                digest: string;
                files: number;
                /** @description bytes */
                size: number;
            };
            /**
             * Format: date-time
             * @description when it was made
             */
            createdAt: string;
            deleted: {
                [key: string]: unknown;
            } | null;
            description: string | null;
            experiment: string | null;
            /**
             * Format: uuid
             * @description of the version
             */
            id: string;
            inputs: {
                [key: string]: unknown;
            } | null;
            instance: string | null;
            latest: boolean;
            lineage: {
                [key: string]: unknown;
            } | null;
            /** @description as it was measured when it was made */
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** @description its name */
            model: string;
            number: number;
            /** @enum {unknown} */
            origin: "run" | "external";
            /** @description `model/x@v3` */
            ref: string;
            /** @description of one that was trained elsewhere */
            registeredBy?: string;
            run: string | null;
            /** @description what it expects and answers, where that is known */
            signature: unknown;
            source?: string | null;
            /** @description training now would make another */
            stale: boolean;
            staleReasons: string[];
            /** @enum {unknown} */
            status: "READY" | "ARCHIVED" | "DELETED";
            tags: {
                [key: string]: string;
            };
        };
        MetricList: {
            metrics: components["schemas"]["MetricSummary"][];
        };
        MetricPoint: {
            /** @description milliseconds since 1970 */
            at: number;
            /** @description of the metric */
            name: string;
            step: number;
            value: number | ("NaN" | "Infinity" | "-Infinity");
        };
        MetricPoints: {
            points: components["schemas"]["MetricPoint"][];
        };
        MetricSummary: {
            /** @description of its points */
            count: number;
            /** @description milliseconds since 1970 */
            firstAt: number;
            last: number | ("NaN" | "Infinity" | "-Infinity");
            /** @description milliseconds since 1970 */
            lastAt: number;
            max: number | ("NaN" | "Infinity" | "-Infinity");
            min: number | ("NaN" | "Infinity" | "-Infinity");
            /** @description as the task wrote it */
            name: string;
        };
        ModelHistory: {
            evaluations: components["schemas"]["Evaluation"][];
            model: string;
            moves: components["schemas"]["AliasMove"][];
        };
        ModelPage: {
            items: components["schemas"]["ListedModel"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        ModelVersion: {
            artifact: {
                /** @description of its manifest */
                digest: string;
                files: number;
                /** @description bytes */
                size: number;
            };
            /**
             * Format: date-time
             * @description when it was made
             */
            createdAt: string;
            deleted: {
                [key: string]: unknown;
            } | null;
            description: string | null;
            experiment: string | null;
            /**
             * Format: uuid
             * @description of the version
             */
            id: string;
            inputs: {
                [key: string]: unknown;
            } | null;
            instance: string | null;
            lineage: {
                [key: string]: unknown;
            } | null;
            /** @description as it was measured when it was made */
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** @description its name */
            model: string;
            number: number;
            /** @enum {unknown} */
            origin: "run" | "external";
            /** @description `model/x@v3` */
            ref: string;
            /** @description of one that was trained elsewhere */
            registeredBy?: string;
            run: string | null;
            /** @description what it expects and answers, where that is known */
            signature: unknown;
            source?: string | null;
            /** @enum {unknown} */
            status: "READY" | "ARCHIVED" | "DELETED";
            tags: {
                [key: string]: string;
            };
        };
        NewToken: {
            /** @description the bearer token */
            text: string;
            token: components["schemas"]["Token"];
        };
        NextFire: {
            /**
             * Format: date-time
             * @description in UTC
             */
            at: string;
            /** @description its address */
            experiment: string;
            /** @description in the schedule's zone */
            local: string;
            shifted?: boolean;
            /** @description IANA name */
            timezone: string;
        };
        NextFires: {
            fires: components["schemas"]["NextFire"][];
        };
        Plan: {
            blocks: {
                [key: string]: unknown;
            }[];
            changes: {
                [key: string]: unknown;
            }[];
            /** @description over the files */
            configDigest: string;
            consequences: {
                [key: string]: unknown;
            }[];
            /**
             * Format: date-time
             * @description when
             */
            createdAt: string;
            /** @description over what an apply would do; an apply names it */
            digest: string;
            drift: {
                [key: string]: unknown;
            }[];
            environment?: string;
            hints: {
                [key: string]: unknown;
            }[];
            /** @description whose store it was made against */
            installation: string;
            /** @enum {string} */
            kind: "plan";
            /** @description rows and columns of datasets, by address, where asked for */
            profiles: {
                [key: string]: unknown;
            };
            project: string;
            runs: {
                [key: string]: unknown;
            }[];
            /** @description of the store; an apply names it */
            serial: number;
            /** @description counts */
            summary: {
                [key: string]: unknown;
            };
            /** @description addresses that no file declares */
            unmanaged: string[];
            warnings: {
                [key: string]: unknown;
            }[];
        };
        Promoted: {
            alias: string;
            /** @description false: it bore the alias already */
            changed: boolean;
            evaluation: components["schemas"]["Evaluation"] | null;
            move: components["schemas"]["AliasMove"] | null;
            version: components["schemas"]["ModelVersion"];
        };
        Resource: {
            /** @description `kind/name`, or `kind/name[key]` */
            address: string;
            /**
             * Format: date-time
             * @description when it was made
             */
            createdAt: string;
            createdBy: string | null;
            /** @description of a dataset: the Sensei API's 24 digits */
            datasetId?: string;
            /** @description over all that decides what it means */
            digest: string;
            /** @description files declare it, and the API changed it since they were applied */
            drifted: boolean;
            /**
             * Format: uuid
             * @description the Sensei API's id of it, unless it is a dataset
             */
            id: string;
            /** @enum {unknown} */
            kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
            /** @description files declare it; else it was made through the API */
            managed: boolean;
            /** @description addresses that it refers to */
            references: string[];
            revision: number;
            /** @description in canonical form, as `mlx plan` compares it */
            spec: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description of this revision
             */
            updatedAt: string;
            updatedBy: string | null;
        };
        ResourcePage: {
            items: components["schemas"]["Resource"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        Revision: {
            actor: string | null;
            /** @description that made it */
            apply: string;
            /**
             * Format: date-time
             * @description when
             */
            at: string;
            /** @description the revision is a deletion */
            deleted: boolean;
            revision: number;
            serial: number;
            spec: {
                [key: string]: unknown;
            } | null;
            /** @enum {unknown} */
            via: "files" | "api";
        };
        RevisionPage: {
            items: components["schemas"]["Revision"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        RolledBack: {
            from: components["schemas"]["ModelVersion"];
            move: components["schemas"]["AliasMove"];
            to: components["schemas"]["ModelVersion"];
        };
        Run: {
            /** @description who, or what, started it */
            actor: string;
            attempts: {
                endedAt: string | null;
                environment: {
                    [key: string]: unknown;
                } | null;
                /** @description `process` or `docker` */
                executor: string;
                exitCode: number | null;
                /** @description by channel, what was really staged */
                inputs: {
                    [key: string]: unknown;
                };
                message: string | null;
                number: number;
                peakMemory: number | null;
                reason: string | null;
                signal: string | null;
                startedAt: string | null;
                step: number | null;
            }[];
            backfill: string | null;
            /**
             * Format: date-time
             * @description when it was made
             */
            createdAt: string;
            endedAt: string | null;
            exactOf: string | null;
            experiment: string | null;
            /**
             * Format: uuid
             * @description of the run
             */
            id: string;
            /** @description by channel */
            inputs: {
                [key: string]: {
                    /** @description its address */
                    dataset: string;
                    fingerprint: string | null;
                };
            };
            /** @description its address */
            instance: string;
            message: string | null;
            /** @description the last value of each */
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            model: string | null;
            nextAttemptAt: string | null;
            outputs: {
                /** @description of the task */
                channel: string;
                /** @description of the artifact */
                digest: string;
                files: number;
                /** @description the batch's folder on the machine of mlx */
                path: string;
                /** @description bytes */
                size: number;
            }[];
            /** @description all that the task was given */
            parameters: {
                [key: string]: unknown;
            };
            plots: {
                [key: string]: unknown;
            } | null;
            /** @description higher goes first */
            priority: number;
            readyAt: string | null;
            /** @description why it is in that state, or its phase while it runs */
            reason: string;
            /** @description its address */
            recipe: string;
            rerunOf: string | null;
            scheduledAt: string | null;
            scoredWith: string | null;
            /** @description what it holds while it runs */
            slots: {
                [key: string]: number;
            };
            startedAt: string | null;
            /** @enum {unknown} */
            state: "PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED";
            /** @description empty where the run has one task */
            steps: {
                [key: string]: unknown;
            }[];
            suspectSince: string | null;
            /**
             * @description of a chain, its main one
             * @enum {unknown}
             */
            task: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
            /** @enum {unknown} */
            trigger: "manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy" | "api";
            window: {
                /**
                 * Format: date-time
                 * @description inclusive
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description exclusive
                 */
                start: string;
            } | null;
        };
        RunAlone: {
            /** @description who, or what, started it */
            actor: string;
            backfill: string | null;
            /**
             * Format: date-time
             * @description when it was made
             */
            createdAt: string;
            endedAt: string | null;
            exactOf: string | null;
            experiment: string | null;
            /**
             * Format: uuid
             * @description of the run
             */
            id: string;
            /** @description by channel */
            inputs: {
                [key: string]: {
                    /** @description its address */
                    dataset: string;
                    fingerprint: string | null;
                };
            };
            /** @description its address */
            instance: string;
            message: string | null;
            nextAttemptAt: string | null;
            /** @description all that the task was given */
            parameters: {
                [key: string]: unknown;
            };
            /** @description higher goes first */
            priority: number;
            readyAt: string | null;
            /** @description why it is in that state, or its phase while it runs */
            reason: string;
            /** @description its address */
            recipe: string;
            rerunOf: string | null;
            scheduledAt: string | null;
            scoredWith: string | null;
            /** @description what it holds while it runs */
            slots: {
                [key: string]: number;
            };
            startedAt: string | null;
            /** @enum {unknown} */
            state: "PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED";
            suspectSince: string | null;
            /**
             * @description of a chain, its main one
             * @enum {unknown}
             */
            task: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
            /** @enum {unknown} */
            trigger: "manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy" | "api";
            window: {
                /**
                 * Format: date-time
                 * @description inclusive
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description exclusive
                 */
                start: string;
            } | null;
        };
        RunEvent: {
            /** @description who did it */
            actor: string;
            /**
             * Format: date-time
             * @description when it happened
             */
            at: string;
            data: {
                [key: string]: unknown;
            } | null;
            from: string | null;
            reason: string | null;
            to: string | null;
            /** @description `created`, `claimed`, `status`, `stop-requested`, `reopened`, `suspect`, `warning` or `step` */
            type: string;
        };
        RunHistory: {
            ended: boolean;
            events: components["schemas"]["RunEvent"][];
            run: string;
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        Schedule: {
            /**
             * Format: date-time
             * @description nothing before it counts as missed
             */
            anchor: string;
            decidedUntil: string | null;
            /** @description its address */
            experiment: string;
            /**
             * Format: date-time
             * @description all before it is decided
             */
            lastEvaluated: string;
            lastRun: {
                id: string;
                state: string;
            } | null;
            lastTick: {
                /**
                 * Format: date-time
                 * @description when it was decided
                 */
                evaluatedAt: string;
                /** @description its address */
                experiment: string;
                message: string | null;
                /**
                 * Format: date-time
                 * @description that the expression denotes
                 */
                nominal: string;
                /** @enum {unknown} */
                outcome: "FIRED" | "COALESCED" | "SKIPPED_DEADLINE" | "SKIPPED_CATCHUP" | "SKIPPED_LIMIT" | "SKIPPED_OVERLAP" | "SKIPPED_DST" | "FAILED";
                range: {
                    [key: string]: unknown;
                } | null;
                run: string | null;
                seq: number;
            } | null;
            next: components["schemas"]["NextFire"] | null;
            paused: {
                [key: string]: unknown;
            } | null;
            /** @description cron, zone, window, what happens to what was missed, to what overlaps */
            spec: {
                [key: string]: unknown;
            };
            /** @description `ACTIVE`, `PAUSED`, `COMPLETED`, … */
            state: string;
        };
        ScheduleAlone: {
            /**
             * Format: date-time
             * @description nothing before it counts as missed
             */
            anchor: string;
            /** @description its address */
            experiment: string;
            /**
             * Format: date-time
             * @description all before it is decided
             */
            lastEvaluated: string;
            paused: {
                [key: string]: unknown;
            } | null;
            /** @description cron, zone, window, what happens to what was missed, to what overlaps */
            spec: {
                [key: string]: unknown;
            };
        };
        SchedulePage: {
            items: components["schemas"]["Schedule"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        SenseiApiResponse: {
            additionalDetails?: {
                [key: string]: string;
            };
            detail: string;
            status: number;
            title: string;
            /** @description Identifies the kind of problem. */
            type?: string;
        };
        SenseiDefaultMetricsListing: {
            children: {
                algorithm: string;
                defaultMetrics: string[];
            }[];
        };
        SenseiEngine: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** @description `Classification`, `Regression`, `Custom` or `fp`. */
            algorithm?: string;
            artifacts?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly deleted?: boolean;
            /** @description May be empty. */
            description?: string;
            /** @description As sent. */
            documentationUrl?: string;
            /** @description As sent. */
            gitRepo?: string;
            /** @description As sent. */
            iconUrl?: string;
            /** @description UUID. */
            readonly id?: string;
            language?: string[];
            /** @description As sent. */
            mlLibrary?: string;
            name: string;
            /** @description The client's own names. */
            tags?: {
                [key: string]: string;
            };
            /** @description `Python`, `R`, `Tensorflow`, `PySpark` or `Spark`. */
            type?: string;
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiEngineListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** @description `Classification`, `Regression`, `Custom` or `fp`. */
                algorithm?: string;
                artifacts?: {
                    [key: string]: unknown;
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly deleted?: boolean;
                /** @description May be empty. */
                description?: string;
                /** @description As sent. */
                documentationUrl?: string;
                /** @description As sent. */
                gitRepo?: string;
                /** @description As sent. */
                iconUrl?: string;
                /** @description UUID. */
                readonly id?: string;
                language?: string[];
                /** @description As sent. */
                mlLibrary?: string;
                name?: string;
                /** @description The client's own names. */
                tags?: {
                    [key: string]: string;
                };
                /** @description `Python`, `R`, `Tensorflow`, `PySpark` or `Spark`. */
                type?: string;
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        SenseiEnginesDockerRegistryInfo: {
            host: string;
            password: string;
            username: string;
        };
        SenseiExperiment: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly createdByService?: boolean;
            readonly deleted?: boolean;
            /** @description May be empty. */
            description?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description This, or mlInstanceQuery. */
            mlInstanceId?: string;
            /** @description Conditions; the newest instance that meets them is taken when a run is made. */
            mlInstanceQuery?: string;
            name: string;
            /** @description The client's own names. */
            tags?: {
                [key: string]: string;
            };
            template?: {
                /** @description As sent. */
                experimentRunId?: string;
                notification?: {
                    /** @description Who is told. */
                    email?: string;
                    emailOnFailure?: boolean;
                    emailOnRetry?: boolean;
                };
                schedule?: {
                    /** @description Five fields. */
                    cron: string;
                    /** @description As startTime; inclusive. */
                    endTime?: string;
                    /** @description A date, a time of UTC, or RFC 3339. */
                    startTime?: string;
                };
                tasks?: ({
                    datasets?: {
                        [key: string]: unknown;
                    };
                    /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                    name: string;
                    parameters?: {
                        key: string;
                        /** @description Kept encrypted, and told as `***`. */
                        secret?: boolean;
                        /** @description A text; other values are taken too. */
                        value?: unknown;
                    }[];
                    specification?: {
                        /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                        type?: string;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                })[];
            } & {
                [key: string]: unknown;
            };
            /** Format: date-time */
            readonly updated?: string;
            /** @description Of a scheduled experiment. */
            readonly workflowId?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiExperimentListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly createdByService?: boolean;
                readonly deleted?: boolean;
                /** @description May be empty. */
                description?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description This, or mlInstanceQuery. */
                mlInstanceId?: string;
                /** @description Conditions; the newest instance that meets them is taken when a run is made. */
                mlInstanceQuery?: string;
                name?: string;
                /** @description The client's own names. */
                tags?: {
                    [key: string]: string;
                };
                template?: {
                    /** @description As sent. */
                    experimentRunId?: string;
                    notification?: {
                        /** @description Who is told. */
                        email?: string;
                        emailOnFailure?: boolean;
                        emailOnRetry?: boolean;
                    };
                    schedule?: {
                        /** @description Five fields. */
                        cron: string;
                        /** @description As startTime; inclusive. */
                        endTime?: string;
                        /** @description A date, a time of UTC, or RFC 3339. */
                        startTime?: string;
                    };
                    tasks?: ({
                        datasets?: {
                            [key: string]: unknown;
                        };
                        /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                        name: string;
                        parameters?: {
                            key: string;
                            /** @description Kept encrypted, and told as `***`. */
                            secret?: boolean;
                            /** @description A text; other values are taken too. */
                            value?: unknown;
                        }[];
                        specification?: {
                            /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                            type?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    })[];
                } & {
                    [key: string]: unknown;
                };
                /** Format: date-time */
                readonly updated?: string;
                /** @description Of a scheduled experiment. */
                readonly workflowId?: string;
            }[];
        };
        SenseiExperimentRun: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly createdBySchedule?: boolean;
            readonly deleted?: boolean;
            /** @description Any text. */
            description?: string;
            readonly experimentId?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description `train`, `score` or `featurePipeline`, also `preprocess` and `evaluate`; in any case. */
            mode: string;
            tags?: {
                [key: string]: string;
            };
            /** @description Asked: over those of the instance, by key. Answered: all that the run was made with. */
            tasks?: ({
                datasets?: {
                    [key: string]: unknown;
                };
                /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                name: string;
                parameters?: {
                    key: string;
                    /** @description Kept encrypted, and told as `***`. */
                    secret?: boolean;
                    /** @description A text; other values are taken too. */
                    value?: unknown;
                }[];
                specification?: {
                    /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                    type?: string;
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            })[];
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiExperimentRunListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly createdBySchedule?: boolean;
                readonly deleted?: boolean;
                /** @description Any text. */
                description?: string;
                readonly experimentId?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description `train`, `score` or `featurePipeline`, also `preprocess` and `evaluate`; in any case. */
                mode?: string;
                tags?: {
                    [key: string]: string;
                };
                /** @description Asked: over those of the instance, by key. Answered: all that the run was made with. */
                tasks?: ({
                    datasets?: {
                        [key: string]: unknown;
                    };
                    /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                    name: string;
                    parameters?: {
                        key: string;
                        /** @description Kept encrypted, and told as `***`. */
                        secret?: boolean;
                        /** @description A text; other values are taken too. */
                        value?: unknown;
                    }[];
                    specification?: {
                        /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                        type?: string;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                })[];
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        SenseiExperimentRunStatus: {
            deleted: boolean;
            /** @description Of the run. */
            description?: string;
            experimentRunId: string;
            /** @description Of the experiment. */
            id: string;
            name: string;
            status: {
                tasks: {
                    /** Format: date-time */
                    ended?: string;
                    /** @description Of the model that a train task made, else of the run. */
                    id: string;
                    /** @description Why it stands so. */
                    message?: string;
                    name: string;
                    /** Format: date-time */
                    started?: string;
                    state: "PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED";
                    tasklogs: {
                        /** @description `execution`, `stdout` or `stderr`. */
                        name: string;
                        /** @description Good for a day, without any header. */
                        url: string;
                    }[];
                }[];
            };
        };
        SenseiInsight: {
            /** @description What was measured. The things that it names need not exist. */
            context?: {
                clientId?: string;
                dataSetId?: string;
                engineId?: string;
                experimentId?: string;
                experimentRunId?: string;
                mlInstanceId?: string;
                modelId?: string;
                notebookId?: string;
            };
            /** Format: date-time */
            readonly created?: string;
            events?: {
                eventValues?: {
                    [key: string]: unknown;
                };
                /** @description What was done then, e.g. `fit`. */
                name?: string;
            };
            /** @description UUID; of what a run measured, the run's. */
            readonly id?: string;
            metrics?: {
                name: string;
                /** @description A number as text. */
                value: unknown;
                /** @description E.g. `double`, which it is by default. */
                valueType?: string;
            }[];
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiInsightListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                /** @description What was measured. The things that it names need not exist. */
                context?: {
                    clientId?: string;
                    dataSetId?: string;
                    engineId?: string;
                    experimentId?: string;
                    experimentRunId?: string;
                    mlInstanceId?: string;
                    modelId?: string;
                    notebookId?: string;
                };
                /** Format: date-time */
                readonly created?: string;
                events?: {
                    eventValues?: {
                        [key: string]: unknown;
                    };
                    /** @description What was done then, e.g. `fit`. */
                    name?: string;
                };
                /** @description UUID; of what a run measured, the run's. */
                readonly id?: string;
                metrics?: {
                    name: string;
                    /** @description A number as text. */
                    value: unknown;
                    /** @description E.g. `double`, which it is by default. */
                    valueType?: string;
                }[];
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        SenseiMlInstance: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly deleted?: boolean;
            /** @description May be empty. */
            description?: string;
            /** @description Of the engine. */
            engineId: string;
            /** @description UUID. */
            readonly id?: string;
            name: string;
            /** @description The client's own names. */
            tags?: {
                [key: string]: string;
            };
            tasks?: ({
                datasets?: {
                    [key: string]: unknown;
                };
                /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                name: string;
                parameters?: {
                    key: string;
                    /** @description Kept encrypted, and told as `***`. */
                    secret?: boolean;
                    /** @description A text; other values are taken too. */
                    value?: unknown;
                }[];
                specification?: {
                    /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                    type?: string;
                } & {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            })[];
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiMlInstanceListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly deleted?: boolean;
                /** @description May be empty. */
                description?: string;
                /** @description Of the engine. */
                engineId?: string;
                /** @description UUID. */
                readonly id?: string;
                name?: string;
                /** @description The client's own names. */
                tags?: {
                    [key: string]: string;
                };
                tasks?: ({
                    datasets?: {
                        [key: string]: unknown;
                    };
                    /** @description `train`, `score`, `fp` or `featurePipeline`, `preprocess`, `evaluate`; in any case. */
                    name: string;
                    parameters?: {
                        key: string;
                        /** @description Kept encrypted, and told as `***`. */
                        secret?: boolean;
                        /** @description A text; other values are taken too. */
                        value?: unknown;
                    }[];
                    specification?: {
                        /** @description `ContainerTaskSpec` or `SparkTaskSpec`. */
                        type?: string;
                    } & {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                })[];
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        SenseiMlService: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly deleted?: boolean;
            /** @description May be empty. */
            description?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description Of the instance; may be left out where a training experiment or run is named. */
            mlInstanceId?: string;
            name: string;
            /** @description Over the instance's. */
            scoringDataSetId?: string;
            readonly scoringExperimentId?: string;
            scoringSchedule?: {
                /** @description Five fields. */
                cron: string;
                /** @description As startTime; inclusive. */
                endTime?: string;
                /** @description A date, a time of UTC, or RFC 3339. */
                startTime?: string;
            };
            /** @description Minutes back from the run; 0 for all rows. */
            scoringTimeframe?: number | string;
            /** @description The client's own names. */
            tags?: {
                [key: string]: string;
            };
            /** @description Over the instance's. */
            trainingDataSetId?: string;
            /** @description One is made where none is named. */
            trainingExperimentId?: string;
            /** @description Its model scores; without it a training is run. */
            trainingExperimentRunId?: string;
            trainingSchedule?: {
                /** @description Five fields. */
                cron: string;
                /** @description As startTime; inclusive. */
                endTime?: string;
                /** @description A date, a time of UTC, or RFC 3339. */
                startTime?: string;
            };
            /** @description Minutes back from the run; 0 for all rows. */
            trainingTimeframe?: number | string;
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiMlServiceListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly deleted?: boolean;
                /** @description May be empty. */
                description?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description Of the instance; may be left out where a training experiment or run is named. */
                mlInstanceId?: string;
                name?: string;
                /** @description Over the instance's. */
                scoringDataSetId?: string;
                readonly scoringExperimentId?: string;
                scoringSchedule?: {
                    /** @description Five fields. */
                    cron: string;
                    /** @description As startTime; inclusive. */
                    endTime?: string;
                    /** @description A date, a time of UTC, or RFC 3339. */
                    startTime?: string;
                };
                /** @description Minutes back from the run; 0 for all rows. */
                scoringTimeframe?: number | string;
                /** @description The client's own names. */
                tags?: {
                    [key: string]: string;
                };
                /** @description Over the instance's. */
                trainingDataSetId?: string;
                /** @description One is made where none is named. */
                trainingExperimentId?: string;
                /** @description Its model scores; without it a training is run. */
                trainingExperimentRunId?: string;
                trainingSchedule?: {
                    /** @description Five fields. */
                    cron: string;
                    /** @description As startTime; inclusive. */
                    endTime?: string;
                    /** @description A date, a time of UTC, or RFC 3339. */
                    startTime?: string;
                };
                /** @description Minutes back from the run; 0 for all rows. */
                trainingTimeframe?: number | string;
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        SenseiModel: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly deleted?: boolean;
            readonly deprecated?: boolean;
            description?: string;
            /** @description Of the experiment that trained it. */
            readonly experimentId?: string;
            /** @description Of the run that it comes from. */
            experimentRunId?: string;
            /** @description UUID. */
            readonly id?: string;
            /** @description Identifies its files; they are had from `/models/{modelId}/artifact`. */
            readonly modelArtifactUri?: string;
            name: string;
            /** @description `offline`: it was trained elsewhere. */
            originType?: string;
            /** @description Of `trained`, `published`, `transcoded`. */
            readonly state?: string[];
            tags?: {
                [key: string]: string;
            };
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiModelListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly deleted?: boolean;
                readonly deprecated?: boolean;
                description?: string;
                /** @description Of the experiment that trained it. */
                readonly experimentId?: string;
                /** @description Of the run that it comes from. */
                experimentRunId?: string;
                /** @description UUID. */
                readonly id?: string;
                /** @description Identifies its files; they are had from `/models/{modelId}/artifact`. */
                readonly modelArtifactUri?: string;
                name?: string;
                /** @description `offline`: it was trained elsewhere. */
                originType?: string;
                /** @description Of `trained`, `published`, `transcoded`. */
                readonly state?: string[];
                tags?: {
                    [key: string]: string;
                };
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        SenseiModelTranscoding: {
            readonly _links?: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            /** Format: date-time */
            readonly created?: string;
            readonly createdBy?: {
                userId?: string;
            };
            readonly deleted?: boolean;
            /** @description UUID. */
            readonly id?: string;
            /** @description Of the model. */
            modelId?: string;
            /** @enum {string} */
            targetFormat: "CoreML" | "TF" | "K2" | "Deepnet";
            /** Format: date-time */
            readonly updated?: string;
        } & {
            [key: string]: unknown;
        };
        SenseiModelTranscodingListing: {
            _links: {
                [key: string]: {
                    href: string;
                    method?: string;
                    templated?: boolean;
                    type?: string;
                };
            };
            _page: {
                count: number;
                next?: string;
                orderby: string;
                property: string;
                start: string;
                totalCount: number;
            };
            children: {
                readonly _links?: {
                    [key: string]: {
                        href: string;
                        method?: string;
                        templated?: boolean;
                        type?: string;
                    };
                };
                /** Format: date-time */
                readonly created?: string;
                readonly createdBy?: {
                    userId?: string;
                };
                readonly deleted?: boolean;
                /** @description UUID. */
                readonly id?: string;
                /** @description Of the model. */
                modelId?: string;
                /** @enum {string} */
                targetFormat?: "CoreML" | "TF" | "K2" | "Deepnet";
                /** Format: date-time */
                readonly updated?: string;
            }[];
        };
        Service: {
            creation: string | null;
            description: string | null;
            enabled: boolean;
            endpoint: {
                [key: string]: unknown;
            } | null;
            /** @description its address */
            instance: string;
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            model: string | null;
            scoring: {
                [key: string]: unknown;
            } | null;
            /** @description which version is meant */
            selector: {
                [key: string]: unknown;
            };
            serve: {
                [key: string]: unknown;
            } | null;
            /** @description its address */
            service: string;
            tags: {
                [key: string]: string;
            };
            training: {
                [key: string]: unknown;
            } | null;
            troubles: string[];
            waitsFor: string | null;
        };
        ServicePage: {
            items: components["schemas"]["Service"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        ShownModel: {
            aliases: string[];
            artifact: {
                /** @description of its manifest */
                digest: string;
                files: number;
                /** @description bytes */
                size: number;
            };
            /**
             * Format: date-time
             * @description when it was made
             */
            createdAt: string;
            deleted: {
                [key: string]: unknown;
            } | null;
            description: string | null;
            evaluations: components["schemas"]["Evaluation"][];
            experiment: string | null;
            files: {
                /** @description SHA-256 of the content */
                digest: string;
                executable: boolean;
                /** @description relative, with `/` */
                path: string;
                /** @description bytes */
                size: number;
            }[];
            /** @description why its files cannot be had */
            filesProblem?: string;
            /**
             * Format: uuid
             * @description of the version
             */
            id: string;
            inputs: {
                [key: string]: unknown;
            } | null;
            instance: string | null;
            latest: boolean;
            lineage: {
                [key: string]: unknown;
            } | null;
            /** @description as it was measured when it was made */
            metrics: {
                [key: string]: number | ("NaN" | "Infinity" | "-Infinity");
            };
            /** @description its name */
            model: string;
            number: number;
            /** @enum {unknown} */
            origin: "run" | "external";
            pin: string | null;
            policy: {
                [key: string]: unknown;
            } | null;
            /** @description `model/x@v3` */
            ref: string;
            /** @description of one that was trained elsewhere */
            registeredBy?: string;
            run: string | null;
            /** @description what it expects and answers, where that is known */
            signature: unknown;
            source?: string | null;
            /** @description training now would make another */
            stale: boolean;
            staleReasons: string[];
            /** @enum {unknown} */
            status: "READY" | "ARCHIVED" | "DELETED";
            tags: {
                [key: string]: string;
            };
        };
        Status: {
            daemons: {
                [key: string]: unknown;
            }[];
            datasets: {
                [key: string]: unknown;
            }[];
            environment: string | null;
            /** @enum {string} */
            kind: "status";
            lastApply: {
                [key: string]: unknown;
            } | null;
            models: {
                [key: string]: unknown;
            }[];
            project: string;
            /** @description how many, by kind */
            resources: {
                [key: string]: number;
            };
            /** @description those under way, and recent ones */
            runs: {
                [key: string]: unknown;
            };
            /** @description how many, and what fires next */
            schedules: {
                [key: string]: unknown;
            };
            /** @description counts the applies */
            serial: number;
            services: {
                [key: string]: unknown;
            }[];
            slots: {
                [key: string]: unknown;
            }[];
            waitingForDaemon: number;
        };
        Tick: {
            /**
             * Format: date-time
             * @description when it was decided
             */
            evaluatedAt: string;
            /** @description its address */
            experiment: string;
            message: string | null;
            /**
             * Format: date-time
             * @description that the expression denotes
             */
            nominal: string;
            /** @enum {unknown} */
            outcome: "FIRED" | "COALESCED" | "SKIPPED_DEADLINE" | "SKIPPED_CATCHUP" | "SKIPPED_LIMIT" | "SKIPPED_OVERLAP" | "SKIPPED_DST" | "FAILED";
            range: {
                [key: string]: unknown;
            } | null;
            run: string | null;
            runReason: string | null;
            runState: string | null;
            seq: number;
        };
        TickPage: {
            items: components["schemas"]["Tick"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        Token: {
            /**
             * Format: date-time
             * @description when
             */
            createdAt: string;
            createdBy: string;
            description: string | null;
            expiresAt: string | null;
            /**
             * Format: uuid
             * @description of the token; not its text
             */
            id: string;
            lastUsedAt: string | null;
            madeWith: string | null;
            org: string | null;
            revokedAt: string | null;
            sandbox: string | null;
            /** @enum {unknown} */
            scope: "read" | "write";
            /** @description whose name stands on what is done with it */
            user: string;
        };
        TokenPage: {
            items: components["schemas"]["Token"][];
            next: string | null;
            /** @description on all pages, where that is known */
            total?: number;
        };
        Whoami: {
            /** @description whose resources are seen */
            namespace: string;
            org: string | null;
            sandbox: string | null;
            /** @enum {unknown} */
            scope: "read" | "write";
            token: string | null;
            /** @description whose name stands on what is done */
            user: string;
        };
    };
    responses: {
        /** @description the request cannot be read, or is not as described */
        Failure400: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description no token, or one that is not taken */
        Failure401: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description the token may not do this, or not here */
        Failure403: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description there is no such thing */
        Failure404: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description it cannot be done as things stand; the body says why */
        Failure409: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description the range is not there */
        Failure416: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description what was asked for is wrong; nothing was done */
        Failure422: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description too many requests; `Retry-After` says when */
        Failure429: {
            headers: {
                /** @description in seconds */
                "retry-after"?: number;
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description it failed */
        FailureDefault: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Refused. */
        Sensei400: {
            headers: {
                /** @description of the request */
                "x-request-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
            };
        };
    };
    parameters: {
        /** @description Taken from clients that send it, and not looked at. */
        apiKey: string;
        /** @description The organisation; the project's own where absent. */
        org: string;
        /** @description The sandbox; the project's own where absent. */
        sandbox: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as the plan was asked for */
                    allowMassDelete?: boolean;
                    /** @description of the plan that was shown */
                    digest: string;
                    /** @description of the plan that was shown */
                    serial: number;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    compare: {
        parameters: {
            query: {
                /** @description also what is equal */
                all?: boolean;
                /** @description a run's id, or `model/x@v3`; repeated, two at least */
                ref: string[];
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listDatasets: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    createDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description latest: of a folder of batches only the newest counts
                     * @enum {unknown}
                     */
                    batches?: "all" | "latest";
                    description?: string;
                    /**
                     * @description guessed from the path where absent
                     * @enum {unknown}
                     */
                    format?: "csv" | "parquet" | "jsonl";
                    /** @description of its address; made of the path where absent */
                    name?: string;
                    /** @description a file, folder or glob below the project's folder on the server's machine; in another sandbox below its own folder there */
                    path: string;
                    /** @description the column that timeframes filter on */
                    timestampColumn?: string;
                    /** @description its strftime pattern */
                    timestampFormat?: string;
                };
            };
        };
        responses: {
            /** @description it was made */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getDataset: {
        parameters: {
            query?: {
                /** @description reads the data */
                profile?: boolean;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                dataset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getDrift: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriftReport"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    watchEvents: {
        parameters: {
            query?: {
                /** @description an event's id: what came after it; `0.0.0.0`: all that is kept */
                after?: string;
                /** @description only of this experiment's runs and ticks: its address, or its name */
                experiment?: string;
                /** @description only of this run */
                run?: string;
            };
            header?: {
                /** @description as `after`, and before it */
                "last-event-id"?: string;
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it was done */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listApplies: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplyPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listModelVersions: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description also those that were deleted */
                deleted?: boolean;
                /** @description a search, e.g. `metrics.RMSE < 90000 and tags.team = 'a'` */
                filter?: string;
                /** @description how many on a page */
                limit?: number;
                /** @description only its versions */
                model?: string;
                /** @description e.g. `metrics.RMSE asc` */
                orderBy?: string;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getModelHistory: {
        parameters: {
            query?: {
                alias?: string;
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelHistory"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    rollbackModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description that of the policy where absent */
                    alias?: string;
                    /** @description kept in the log */
                    reason: string;
                    /** @description a version, `3`; one step back where absent */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolledBack"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getModelVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownModel"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    deleteModelVersion: {
        parameters: {
            query?: {
                /** @description kept in the log */
                reason?: string;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    approveModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    alias?: string;
                    comment?: string;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approved"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    describeModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description empty removes it */
                    description?: string;
                    /** @description over those it has */
                    tags?: {
                        [key: string]: string;
                    };
                    /** @description names of tags that go */
                    untag?: string[];
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    evaluateModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listModelFiles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getModelFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description its path, as it is listed */
                path: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it was done */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description the range that was asked for */
            206: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description the client has it: `If-None-Match` is its ETag */
            304: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            416: components["responses"]["Failure416"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    promoteModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description that of the policy where absent */
                    alias?: string;
                    /** @description against its policy; wants a reason */
                    force?: boolean;
                    /** @description kept in the log */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promoted"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    restoreModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, as its instance's */
                model: string;
                /** @description a number, `latest`, or an alias */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description also where more than half of all resources would go */
                    allowMassDelete?: boolean;
                    /** @description with rows and columns of the datasets */
                    profiles?: boolean;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listResources: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                drifted?: boolean;
                kind?: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description how many on a page */
                limit?: number;
                managed?: boolean;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourcePage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getResourceById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description with its key, where it has one: `forecast[eu]` */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    restoreResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description with its key, where it has one: `forecast[eu]` */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                kind: "dataset" | "recipe" | "instance" | "experiment" | "model" | "service";
                /** @description with its key, where it has one: `forecast[eu]` */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description an address */
                experiment?: string;
                /** @description a search, e.g. `metrics.RMSE < 90000 and params.n_estimators = 100` */
                filter?: string;
                /** @description an address */
                instance?: string;
                /** @description how many on a page */
                limit?: number;
                /** @description e.g. `metrics.RMSE asc`; the newest first where absent */
                orderBy?: string;
                /** @description created at or after: a time, a date, or how long ago (`2h`) */
                since?: string;
                /** @description any of these */
                state?: ("PENDING" | "RUNNING" | "RETRY" | "DONE" | "FAILED" | "ABORTED")[];
                task?: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
                /** @description any of these */
                trigger?: ("manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy" | "api")[];
                /** @description created before */
                until?: string;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 200 visible characters */
                "idempotency-key"?: string;
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description addresses of datasets, by channel */
                    inputs?: {
                        [key: string]: string;
                    };
                    /** @description that it loads: `model/x@v3`, `x@champion` */
                    model?: string;
                    /** @description run every step of a chain */
                    noCache?: boolean;
                    /** @description over the experiment's, by key */
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /** @description higher goes first */
                    priority?: number;
                    tags?: {
                        [key: string]: string;
                    };
                    /** @description the address of an experiment, an instance or a service */
                    target: string;
                    /**
                     * @description needed for an instance or a service; over an experiment's own
                     * @enum {unknown}
                     */
                    task?: "preprocess" | "featurePipeline" | "train" | "evaluate" | "score";
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAlone"];
                };
            };
            /** @description it was made */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAlone"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description kill the program at once, without its grace */
                    force?: boolean;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAlone"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    watchRun: {
        parameters: {
            query?: {
                /** @description an event's id: what came after it; `0.0.0.0`: all that is kept */
                after?: string;
            };
            header?: {
                /** @description as `after`, and before it */
                "last-event-id"?: string;
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it was done */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description the run has ended, and all of it was told */
            204: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getRunHistory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunHistory"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getLogLines: {
        parameters: {
            query?: {
                /** @description the newest where absent */
                attempt?: number;
                /** @description until the attempt has ended */
                follow?: boolean;
                /** @description only the last so many */
                tail?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it was done */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getLog: {
        parameters: {
            query?: {
                /** @description the newest where absent */
                attempt?: number;
                /** @description until the run has ended */
                follow?: boolean;
                /** @description bytes of its text to leave out at the beginning */
                offset?: number;
                /** @description `execution`: mlx's own account */
                stream?: "stdout" | "stderr" | "execution";
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it was done */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listMetrics: {
        parameters: {
            query?: {
                /** @description the newest where absent */
                attempt?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricList"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getMetric: {
        parameters: {
            query?: {
                /** @description the newest where absent */
                attempt?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description the metric's name, which may have slashes */
                path: string;
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricPoints"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listOutputFiles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                channel: string;
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileList"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getOutputFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                channel: string;
                /** @description its path, as it is listed */
                path: string;
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it was done */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description the range that was asked for */
            206: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description the client has it: `If-None-Match` is its ETag */
            304: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            416: components["responses"]["Failure416"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    rerunRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description with the very data and software; compared with it at its end */
                    exact?: boolean;
                };
            };
        };
        responses: {
            /** @description it was made */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAlone"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    retryRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID, at least four characters of its beginning, or `last` */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAlone"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            409: components["responses"]["Failure409"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    backfill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description the experiment's name, with its key: `retail-nightly` */
                experiment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description also times that have a run which succeeded or is under way */
                    again?: boolean;
                    /** @description only tell which times */
                    dryRun?: boolean;
                    /** @description a time or a date of the schedule's zone, inclusive */
                    from: string;
                    /** @description so many at once */
                    maxRunning?: number;
                    /** @description inclusive */
                    until: string;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backfill"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    pauseSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description the experiment's name, with its key: `retail-nightly` */
                experiment: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSchedule"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    resumeSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description the experiment's name, with its key: `retail-nightly` */
                experiment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSchedule"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listTicks: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description of all where absent */
                experiment?: string;
                /** @description how many on a page */
                limit?: number;
                /** @description any of these */
                outcome?: ("FIRED" | "COALESCED" | "SKIPPED_DEADLINE" | "SKIPPED_CATCHUP" | "SKIPPED_LIMIT" | "SKIPPED_OVERLAP" | "SKIPPED_DST" | "FAILED")[];
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TickPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listNextFires: {
        parameters: {
            query?: {
                count?: number;
                /** @description of all where absent */
                experiment?: string[];
                /** @description a time, a date, or how far ahead (`2d`) */
                until?: string;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextFires"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listServices: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServicePage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getService: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its name, with its key */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description how many on a page */
                limit?: number;
            };
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description only for that organisation */
                    org?: string;
                    /** @description only for that sandbox */
                    sandbox?: string;
                    /**
                     * @description `read` where absent
                     * @enum {unknown}
                     */
                    scope?: "read" | "write";
                    /** @description it expires with the token that makes it where absent */
                    ttlSeconds?: number;
                    /** @description whose name stands on what is done with it */
                    user: string;
                };
            };
        };
        responses: {
            /** @description it was made */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            422: components["responses"]["Failure422"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description its id, or the beginning of it */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            404: components["responses"]["Failure404"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    whoami: {
        parameters: {
            query?: never;
            header?: {
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoami"];
                };
            };
            400: components["responses"]["Failure400"];
            401: components["responses"]["Failure401"];
            403: components["responses"]["Failure403"];
            429: components["responses"]["Failure429"];
            default: components["responses"]["FailureDefault"];
        };
    };
    listEngines: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=engineListing.v1.json": components["schemas"]["SenseiEngineListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiEngine"];
                "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    batchScoreOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    defaultArtifact?: Blob;
                    /** @description The engine as JSON. */
                    engine: string;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    evaluateOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    featurePipelineOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    preprocessOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    publishOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    trainOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    validateOverrideArtifact?: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                engineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    updateEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                engineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiEngine"];
                "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    batchScoreOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    defaultArtifact?: Blob;
                    /** @description The engine as JSON. */
                    engine: string;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    evaluateOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    featurePipelineOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    preprocessOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    publishOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    trainOverrideArtifact?: Blob;
                    /**
                     * Format: binary
                     * @description zip, wheel, egg, tar.gz or jar.
                     */
                    validateOverrideArtifact?: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": components["schemas"]["SenseiEngine"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                engineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            409: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getDockerRegistry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=enginesDockerRegistryInfo.v1.json": components["schemas"]["SenseiEnginesDockerRegistryInfo"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    listExperiments: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experimentListing.v1.json": components["schemas"]["SenseiExperimentListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createExperiment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiExperiment"];
                "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteExperiments: {
        parameters: {
            query: {
                /** @description UUID. */
                mlInstanceId: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            410: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getExperiment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                experimentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    updateExperiment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                experimentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiExperiment"];
                "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experiment.v1.json": components["schemas"]["SenseiExperiment"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteExperiment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                experimentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            409: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getExperimentRuns: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                experimentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experimentRunListing.v1.json": components["schemas"]["SenseiExperimentRunListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createExperimentRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                experimentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiExperimentRun"];
                "application/vnd.adobe.platform.sensei+json;profile=experimentRun.v1.json": components["schemas"]["SenseiExperimentRun"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experimentRun.v1.json": components["schemas"]["SenseiExperimentRun"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getExperimentRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                experimentId: string;
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experimentRun.v1.json": components["schemas"]["SenseiExperimentRun"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getExperimentRunStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                experimentId: string;
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=experimentRunStatus.v1.json": components["schemas"]["SenseiExperimentRunStatus"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    listInsights: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=insightListing.v1.json": components["schemas"]["SenseiInsightListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createInsight: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SenseiInsight"];
                "application/vnd.adobe.platform.sensei+json;profile=insight.v1.json": components["schemas"]["SenseiInsight"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=insight.v1.json": components["schemas"]["SenseiInsight"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getInsight: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                insightId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=insight.v1.json": components["schemas"]["SenseiInsight"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getDefaultMetrics: {
        parameters: {
            query?: {
                algorithm?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=defaultMetricsListing.v1.json": components["schemas"]["SenseiDefaultMetricsListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    listMLInstances: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlInstanceListing.v1.json": components["schemas"]["SenseiMlInstanceListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createMLInstance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiMlInstance"];
                "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteMLInstances: {
        parameters: {
            query: {
                /** @description UUID. */
                engineId: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            410: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getMLInstance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                mlInstanceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    updateMLInstance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                mlInstanceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiMlInstance"];
                "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json": components["schemas"]["SenseiMlInstance"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteMLInstance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                mlInstanceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            409: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    listMLServices: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlServiceListing.v1.json": components["schemas"]["SenseiMlServiceListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createMLService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiMlService"];
                "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteMLServices: {
        parameters: {
            query: {
                /** @description UUID. */
                mlInstanceId: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            410: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getMLService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                mlServiceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    updateMLService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                mlServiceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiMlService"];
                "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=mlService.v1.json": components["schemas"]["SenseiMlService"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteMLService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                mlServiceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            409: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=modelListing.v1.json": components["schemas"]["SenseiModelListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiModel"];
                "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                "multipart/form-data": {
                    /** @description The model as JSON. */
                    model: string;
                    /**
                     * Format: binary
                     * @description Its file, or an archive; kept as it is.
                     */
                    modelArtifact: Blob;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    updateModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiModel"];
                "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=model.v1.json": components["schemas"]["SenseiModel"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    deleteModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=api-response.v1.json": components["schemas"]["SenseiApiResponse"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            409: components["responses"]["Sensei400"];
            412: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getModelArtifact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTranscodings: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description Properties in order of priority, separated by commas; `-` in front of one that descends. `created` by default. */
                orderby?: string;
                /** @description Conditions that all have to hold, separated by commas: `name==x`, also `!=`, `<`, `<=`, `>`, `>=`, `~` (RE2 for the whole value), `name` (present), `!name` (absent). A value with a comma stands in double quotes. `deleted==false` unless it says something of `deleted`. */
                property?: string;
                /** @description Index of the first item, from 0. */
                start?: string;
            };
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=modelTranscodingListing.v1.json": components["schemas"]["SenseiModelTranscodingListing"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    createTranscoding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                /** @description UUID. */
                modelId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenseiModelTranscoding"];
                "application/vnd.adobe.platform.sensei+json;profile=modelTranscoding.v1.json": components["schemas"]["SenseiModelTranscoding"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description of what was made */
                    location?: string;
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=modelTranscoding.v1.json": components["schemas"]["SenseiModelTranscoding"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            415: components["responses"]["Sensei400"];
            422: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getTranscoding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken from clients that send it, and not looked at. */
                "x-api-key"?: components["parameters"]["apiKey"];
                /** @description The organisation; the project's own where absent. */
                "x-gw-ims-org-id"?: components["parameters"]["org"];
                /** @description The sandbox; the project's own where absent. */
                "x-sandbox-name"?: components["parameters"]["sandbox"];
            };
            path: {
                modelId: string;
                transcodingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.adobe.platform.sensei+json;profile=modelTranscoding.v1.json": components["schemas"]["SenseiModelTranscoding"];
                };
            };
            400: components["responses"]["Sensei400"];
            401: components["responses"]["Sensei400"];
            403: components["responses"]["Sensei400"];
            404: components["responses"]["Sensei400"];
            406: components["responses"]["Sensei400"];
            500: components["responses"]["Sensei400"];
            503: components["responses"]["Sensei400"];
        };
    };
    getTaskLog: {
        parameters: {
            query: {
                link: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it went well */
            200: {
                headers: {
                    /** @description of the request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
