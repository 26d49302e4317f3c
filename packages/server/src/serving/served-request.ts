/** A request to a service, once it is over: for metrics. */
export interface ServedRequest {
  /** With its key, without `service/`. */
  readonly service: string;
  /** 499: whoever asked went away. */
  readonly status: number;
  readonly seconds: number;
}

/** What a service has to do at this moment. */
export interface ServiceLoad {
  readonly service: string;
  readonly inFlight: number;
  readonly waiting: number;
}
