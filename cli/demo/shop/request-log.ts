// The requests to the shop and its answers: the site's own view of how it is watched.

export interface RequestLog {
  /** Milliseconds since 1970, when the request arrived. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ifNoneMatch?: string;
  readonly userAgent?: string;
  readonly act: number;
}

/** The oldest entries are dropped, so that a long demo does not grow. */
const KEPT_REQUESTS = 20_000;

export class RequestHistory {
  #entries: RequestLog[] = [];

  add(entry: RequestLog): void {
    this.#entries.push(entry);
    if (this.#entries.length >= 2 * KEPT_REQUESTS) this.#entries = this.#entries.slice(-KEPT_REQUESTS);
  }

  entries(): RequestLog[] {
    return this.#entries.slice(-KEPT_REQUESTS);
  }
}
