// Types of the API's paths: `/v1/jobs/:jobId` as a caller writes it, and what the route behind a written path answers.
import type { AnswerTo, Method, Route } from './answers.ts';

/** A part of a path in which no character stands for another part: it has been escaped. */
export type PathSegment = string & { readonly escaped: true };

type Written<Path extends string> = Path extends `${infer Head}/:${infer Tail}`
  ? Tail extends `${string}/${infer Rest}`
    ? `${Head}/${PathSegment}${Written<`/${Rest}`>}`
    : `${Head}/${PathSegment}`
  : Path;

/** For each method the paths that may be written, each with its route. */
type Paths<M extends Method> = {
  [R in Route as R extends `${M} ${string}` ? R : never]: R extends `${M} ${infer Path}`
    ? Written<Path>
    : never;
};

export type PathFor<M extends Method> = Paths<M>[keyof Paths<M>];

type RouteOf<M extends Method, P extends string> = {
  [R in keyof Paths<M>]: P extends Paths<M>[R] ? R : never;
}[keyof Paths<M>];

export type Answer<M extends Method, P extends string> =
  RouteOf<M, P> extends infer R extends Route ? AnswerTo<R> : never;
