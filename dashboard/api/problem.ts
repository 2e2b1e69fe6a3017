// What the API answers when it refuses: RFC 9457 problem details, as an error that screens can show.
import type { ErrorCode } from '../../domain/system/errors.ts';

export interface FieldFault {
  /** JSON pointer to the member of the request that is wrong. */
  readonly pointer?: string;
  readonly detail: string;
}

interface ProblemBody {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldFault[];
  readonly [fact: string]: unknown;
}

/** `unreachable`: no answer came at all. */
export type ProblemCode = ErrorCode | 'unreachable';

export class ApiProblem extends Error {
  readonly code: ProblemCode;
  /** 0 when no answer came. */
  readonly status: number;
  readonly title: string;
  readonly requestId: string | null;
  readonly faults: readonly FieldFault[];
  /** What else the answer says, as `state` and `allowedTransitions` of a refused verb. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, body: ProblemBody, cause?: unknown) {
    super(
      body.detail ?? body.title ?? 'The API gave no reason.',
      cause === undefined ? undefined : { cause },
    );
    this.name = 'ApiProblem';
    this.code = code;
    this.status = body.status ?? 0;
    this.title = body.title ?? 'Something went wrong';
    this.requestId = body.requestId ?? null;
    this.faults = body.errors ?? [];
    this.facts = body;
  }
}

export function isProblem(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem;
}

export function unreachable(cause: unknown): ApiProblem {
  const detail =
    'Webloom does not answer. What is shown may be old; nothing is lost, and it goes on as soon as the API is back.';
  return new ApiProblem('unreachable', { title: 'No connection to Webloom', status: 0, detail }, cause);
}

/** The problem in an answer; an answer of something in between may be no JSON. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const body = await response
    .json()
    .then((value: unknown) => (typeof value === 'object' && value !== null ? (value as ProblemBody) : {}))
    .catch((): ProblemBody => ({}));
  const code = body.type?.split('/').at(-1);
  const known = code === undefined || code === '' ? 'internal' : (code as ErrorCode);
  return new ApiProblem(known, {
    title: `The API answered ${status}`,
    detail: `The API answered ${status} without saying why.`,
    ...body,
    status,
  });
}

/** What is wrong with a member of the request, for its field; `pointer`: as `/settings/url`. What is within it counts, too. */
export function faultAt(error: unknown, pointer: string | undefined): string | undefined {
  if (!isProblem(error) || pointer === undefined) return undefined;
  return error.faults.find((fault) => isAt(fault, pointer))?.detail;
}

/** What no field says: `pointers` have theirs. */
export function otherFaults(error: unknown, pointers: readonly string[]): readonly FieldFault[] {
  if (!isProblem(error)) return [];
  return error.faults.filter((fault) => !pointers.some((pointer) => isAt(fault, pointer)));
}

function isAt({ pointer }: FieldFault, place: string): boolean {
  return pointer === place || pointer?.startsWith(`${place}/`) === true;
}
