// How the client asks a route and what it is given: path, method and answer are those of the table in api/schemas/answers.ts.
import type { Method } from '../schemas/answers.ts';
import type { Answer, PathFor, PathSegment } from '../schemas/route-path.ts';
import type { Query } from './list-of.ts';

export interface Asked<M extends Method = Method> {
  /** GET by default. */
  readonly method?: M;
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Ask = <P extends PathFor<M>, M extends Method = 'GET'>(
  path: P,
  asked?: Asked<M>,
) => Promise<Answer<M, P>>;

/** A part of a path: ids and hosts may hold any character. */
export function segment(text: string): PathSegment {
  return encodeURIComponent(text) as PathSegment;
}
