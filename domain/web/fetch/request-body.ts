// What is sent to a page besides its address: a method, and a body with its type.

export const REQUEST_METHODS = ['GET', 'POST'] as const;
type RequestMethod = (typeof REQUEST_METHODS)[number];

export const REQUEST_BODY_TYPES = ['json', 'form', 'text'] as const;

export interface RequestBody {
  readonly type: (typeof REQUEST_BODY_TYPES)[number];
  readonly text: string;
}

/** How a page is asked for; absent members: by GET, without a body, and an answer of 2xx is the page. */
export interface PageRequest {
  readonly method?: RequestMethod | undefined;
  readonly body?: RequestBody | undefined;
  /** Statuses from 400 that count as the page, too. */
  readonly acceptStatus?: readonly number[] | undefined;
}

export function isPost({ method, body }: PageRequest): boolean {
  return (method ?? (body === undefined ? 'GET' : 'POST')) === 'POST';
}

const CONTENT_TYPES: Readonly<Record<RequestBody['type'], string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};

export function contentTypeOf({ type }: RequestBody): string {
  return CONTENT_TYPES[type];
}

/** As it goes over the wire: of a form each name and value is encoded, whether or not somebody did so before. */
export function sentText({ type, text }: RequestBody): string {
  return type === 'form' ? new URLSearchParams(text.trim()).toString() : text;
}
