// Notes the JSON answers that a page gets, as the browser has received them: the page gets each as it would without. Of one that
// is too large, or gone before it could be read, nothing is noted.
import type { CDPSession } from 'playwright-core';
import {
  asksGraphql,
  isJsonBody,
  isNotable,
  mayBeJson,
  NOTED_BOUNDS,
  type NotedAnswer,
  type SentRequest,
} from '../../domain/web/fetch/noted-answer.ts';

/** What the browser keeps of answers until they are read, scripts among them, bytes. */
export const NOTING_BUFFER = {
  maxTotalBufferSize: 4 * NOTED_BOUNDS.maxTotalBytes,
  maxResourceBufferSize: NOTED_BOUNDS.maxBytes,
} as const;

const BY_SCRIPT: ReadonlySet<string> = new Set(['XHR', 'Fetch']);

export type Noting = (answer: NotedAnswer) => void;

export function noteAnswers(session: CDPSession, note: Noting): void {
  const book = new AnswerBook(note);
  session.on('Network.requestWillBeSent', ({ requestId, type = 'Other', request }) => {
    if (!BY_SCRIPT.has(type) || !isNotable(request)) return;
    const sent = sentWith(request);
    if (sent !== null) book.asked.set(requestId, sent);
    else if (asksGraphql(request)) book.nameGraphql(request.url);
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const { status, url, mimeType } = response;
    const sent = book.asked.get(requestId);
    book.asked.delete(requestId);
    if (sent === undefined || status < 200 || status > 299) return;
    if (isNotable({ url }) && mayBeJson(mimeType)) book.answered.set(requestId, { url, status, ...sent });
  });
  session.on('Network.loadingFinished', ({ requestId }) => {
    const answer = book.answered.get(requestId);
    if (answer === undefined || !book.answered.delete(requestId) || book.isFull) return;
    // It rejects where the page was closed, or the browser had no room for the body.
    void session
      .send('Network.getResponseBody', { requestId })
      .then(({ body, base64Encoded }) =>
        book.read(answer, base64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body),
      )
      .catch(() => undefined);
  });
}

type Asked = Pick<NotedAnswer, 'sent'>;
type Answered = Pick<NotedAnswer, 'url' | 'status' | 'sent'>;

/** Null: nothing is noted of its answer. */
function sentWith({ method, postData }: SentRequest): Asked | null {
  if (method === 'GET') return {};
  if (method !== 'POST' || postData === undefined) return null;
  return postData.length > NOTED_BOUNDS.maxSentCharacters ? null : { sent: postData };
}

/** Requests on their way from asked to answered, and how much was noted. */
class AnswerBook {
  readonly asked = new Map<string, Asked>();
  readonly answered = new Map<string, Answered>();
  readonly #note: Noting;
  readonly #named = new Set<string>();
  #count = 0;
  #posted = 0;
  #bytes = 0;

  constructor(note: Noting) {
    this.#note = note;
  }

  get isFull(): boolean {
    return this.#count >= NOTED_BOUNDS.maxAnswers;
  }

  nameGraphql(url: string): void {
    if (this.isFull || this.#named.has(url)) return;
    this.#named.add(url);
    this.#add({ url, kind: 'graphql', status: 0, bytes: 0, text: '' });
  }

  read(answered: Answered, text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.isFull || bytes > NOTED_BOUNDS.maxBytes) return;
    if (this.#bytes + bytes > NOTED_BOUNDS.maxTotalBytes || !isJsonBody(text)) return;
    if (answered.sent !== undefined) {
      if (this.#posted >= NOTED_BOUNDS.maxPosted) return;
      this.#posted += 1;
    }
    this.#bytes += bytes;
    this.#add({ ...answered, kind: 'json', bytes, text });
  }

  #add(answer: NotedAnswer): void {
    this.#count += 1;
    this.#note(answer);
  }
}
