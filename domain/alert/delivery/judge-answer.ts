// What an answer of a receiver means for the delivery: done, try again, or give up, with the reason in words for people.
import { retryAfterMs } from './retry-plan.ts';

/** The answer of a receiver, or why there is none. `body`: its beginning, as text. */
export type SendAnswer =
  | {
      readonly kind: 'answered';
      readonly protocol: 'http' | 'smtp';
      readonly status: number;
      readonly body: string;
      readonly retryAfter: string | null;
      /** Host of the address that a redirect names; null: it is no redirect. */
      readonly redirectsTo: string | null;
    }
  /** Webloom does not talk to such an address, or the channel can't be used as it is: trying again changes nothing. */
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

export type AnswerVerdict =
  | { readonly result: 'delivered'; readonly detail: string }
  | { readonly result: 'failed'; readonly detail: string; readonly askedMs: number | null }
  | { readonly result: 'refused'; readonly detail: string }
  /** The receiver says that this address will never take messages again. */
  | { readonly result: 'gone'; readonly detail: string };

export const ATTEMPT_RESULTS = ['delivered', 'failed', 'refused', 'gone'] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

const GONE = 410;

export function judgeAnswer(answer: SendAnswer, now: Date): AnswerVerdict {
  if (answer.kind === 'refused') return { result: 'refused', detail: answer.detail };
  if (answer.kind === 'failed') return { result: 'failed', detail: answer.detail, askedMs: null };
  const { protocol, status } = answer;
  if (status >= 200 && status < 300)
    return { result: 'delivered', detail: `The receiver took it (${status}).` };
  return protocol === 'smtp' ? judgeSmtp(answer) : judgeHttp(answer, now);
}

type Answered = Extract<SendAnswer, { kind: 'answered' }>;

function judgeHttp({ status, retryAfter, redirectsTo }: Answered, now: Date): AnswerVerdict {
  if (status === GONE) {
    const detail =
      'The receiver answers 410 Gone: this address takes no messages any more. Give the channel its new address, then turn it on.';
    return { result: 'gone', detail };
  }
  if (status >= 300 && status < 400) {
    const target = redirectsTo === null ? 'another address' : redirectsTo;
    const detail = `The receiver redirects (${status}) to ${target}. Messages follow no redirect: give the channel its final address.`;
    return { result: 'failed', detail, askedMs: null };
  }
  const detail = `The receiver answered ${status}${httpRemedy(status)}.`;
  return { result: 'failed', detail, askedMs: retryAfterMs(retryAfter, now) };
}

function httpRemedy(status: number): string {
  if (status === 401 || status === 403) return ': it does not accept the secret; check it';
  if (status === 404) return ': there is nothing at this address; check it';
  if (status === 429) return ': too many messages in a short time';
  return '';
}

/** 4xx of SMTP means "not now", 5xx means "never" (RFC 5321, 4.2.1). */
function judgeSmtp({ status, body }: Answered): AnswerVerdict {
  const said = body === '' ? '' : `: ${body}`;
  if (status >= 500) return { result: 'refused', detail: `The mail server refused it (${status})${said}` };
  return { result: 'failed', detail: `The mail server put it off (${status})${said}`, askedMs: null };
}
