// Requests that send something, and addresses that are shown instead of the one that is asked.
import { REQUEST_BODY_TYPES, type RequestBody } from '../../../web/fetch/request-body.ts';
import type { JobDraft } from '../draft.ts';
import { isMembers } from '../../../system/differing-members.ts';
import { textOf } from './value.ts';

export interface SentRequest {
  /** As the other tool writes it; empty: it does not. */
  readonly method: string;
  /** A text, or names and values; absent: nothing is sent. */
  readonly body: unknown;
  readonly isJson: boolean;
}

const BY_GET = 'Watch an address that answers the same to GET, if there is one.';

/** To be called last: what a browser opens is asked for by GET. `option`: what the other tool calls the body. */
export function sendRequest(draft: JobDraft, { method, body, isJson }: SentRequest, option: string): void {
  const sent = bodyOf(body, isJson);
  const verb = method.trim().toUpperCase() || (sent === null ? 'GET' : 'POST');
  if (verb === 'GET' && sent === null) return;
  const isOpened = draft.fetch['render'] === 'always' || draft.pageSteps.length > 0;
  if (isOpened) draft.lose(sent === null ? 'method' : option, 'A browser opens pages by GET.', BY_GET);
  else if (verb !== 'POST')
    draft.lose('method', 'Pages are asked for with GET, or POST where something is sent.', BY_GET);
  else if (sent === null) draft.fetch['method'] = 'POST';
  else draft.fetch['body'] = sent;
}

/** Names and values are a form; a text is what it looks like. */
function bodyOf(body: unknown, isJson: boolean): RequestBody | null {
  if (isMembers(body) && Object.keys(body).length > 0) {
    if (isJson) return { type: 'json', text: JSON.stringify(body) };
    const pairs = Object.entries(body).map(([name, value]): [string, string] => [name, textOf(value)]);
    return { type: 'form', text: new URLSearchParams(pairs).toString() };
  }
  const text = Array.isArray(body) ? JSON.stringify(body) : textOf(body);
  if (text === '') return null;
  const [json, form, plain] = REQUEST_BODY_TYPES;
  if (isJson || isJsonText(text)) return { type: json, text };
  return { type: /^[^\s=&]+=/.test(text) ? form : plain, text };
}

function isJsonText(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function showsAnother(draft: JobDraft, option: string, address: string): void {
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) draft.link = address;
  else draft.lose(option, 'Messages link to an address of the web.', 'Write it into the name of the job.');
}
