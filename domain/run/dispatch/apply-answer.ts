// Applies an answer to its visit, which is then done, tried again, moved to another host or handed back.
import { backOffMs } from '../../web/politeness/pace.ts';
import type { ReasonCode } from '../outcome.ts';
import type { ScrapeAnswer } from './message.ts';
import { type RedirectRules, endElsewhere, followToHost } from './redirect.ts';
import { type WaitingVisit, isHandedBack } from './waiting-visit.ts';
import { given } from '../../system/given.ts';
import { counted } from '../../system/counted.ts';

export interface AnswerRules extends RedirectRules {
  readonly maxAttempts: number;
  /** Longest wait a host may ask for (Retry-After), in ms; a visit that would wait longer fails. */
  readonly giveUpAfterMs?: number;
  /** A random number from 0 to 1. */
  readonly random: number;
}

/** `fine`: it answered; `refusing`: 429, 503; `failing`: no usable answer; `silent`: nothing is known. */
export type HostBehaviour = 'fine' | 'refusing' | 'failing' | 'silent';

/** Pause before the next request for a page for which a scraper had no disk space, or no proxy. */
export const NO_ROOM_MS = 2_000;

export function applyAnswer(waiting: WaitingVisit, answer: ScrapeAnswer, rules: AnswerRules): HostBehaviour {
  const { now } = rules;
  switch (answer.outcome) {
    case 'late':
      if (answer.reason === 'proxy') return waitForProxy(waiting, answer, rules);
      // With a reason (a full disk, an emergency stop) it would come back in the same way at once.
      waiting.waitUntil(answer.reason === undefined ? now : now + NO_ROOM_MS);
      return 'silent';
    case 'gated':
      waiting.end(now, { result: 'deferred', reason: 'gate-closed', dueAt: now });
      return 'silent';
    case 'fetched':
      applyBody(waiting, answer, rules);
      return 'fine';
    case 'not-modified':
      waiting.end(now, { result: 'not-modified', ...facts(answer) });
      return 'fine';
    case 'moved-to':
      followToHost(waiting, answer.finalUrl ?? waiting.url, rules);
      return 'fine';
    case 'refused':
      waiting.end(now, {
        result: 'skipped',
        reason: 'address-not-allowed',
        detail: answer.detail ?? '',
      });
      return 'silent';
    case 'http-error':
      return applyStatus(waiting, answer, rules);
    case 'failed':
      return applyFailure(waiting, answer, rules);
  }
}

/** Pages wait for the proxy as long as the job waits for a host. That says nothing of the host. */
function waitForProxy(waiting: WaitingVisit, answer: ScrapeAnswer, rules: AnswerRules): 'silent' {
  const { now, giveUpAfterMs = Number.POSITIVE_INFINITY } = rules;
  const waitedMs = waiting.waitedForProxy(now);
  if (waitedMs <= giveUpAfterMs) waiting.waitUntil(now + NO_ROOM_MS);
  else {
    const detail = `${answer.detail ?? 'the proxy is away'}, for ${Math.round(waitedMs / 1_000)} s`;
    waiting.end(now, { result: 'failed', reason: 'proxy', detail });
  }
  return 'silent';
}

function facts(answer: ScrapeAnswer): object {
  const { status, finalUrl, headers, pack, hash, rendered, steps, proxy } = answer;
  const { calls, picture, pictureFault, served, servedFault, noted } = answer;
  const { wireBytes, fetchedAt, elapsedMs } = answer;
  return {
    headers,
    wireBytes,
    fetchedAt,
    elapsedMs,
    ...given({ status, finalUrl, pack, hash, rendered, steps, proxy, calls, noted }),
    ...given({ picture, pictureFault, served, servedFault }),
  };
}

function applyBody(waiting: WaitingVisit, answer: ScrapeAnswer, rules: AnswerRules): void {
  const target = answer.finalUrl ?? waiting.url;
  const verdict =
    target === waiting.url && waiting.hops === 0 ? 'same' : rules.judgeRedirect(waiting, target);
  if (verdict === 'same') waiting.end(rules.now, { result: 'fetched', ...facts(answer) });
  else endElsewhere(waiting, target, verdict, rules.now);
}

function applyStatus(waiting: WaitingVisit, answer: ScrapeAnswer, rules: AnswerRules): HostBehaviour {
  const status = answer.status ?? 0;
  if (status === 404 || status === 410) {
    waiting.countAttempt();
    waiting.end(rules.now, { result: 'gone', ...facts(answer) });
    return 'fine';
  }
  if (!answer.retryable) {
    waiting.countAttempt();
    waiting.end(rules.now, {
      result: 'failed',
      reason: 'http-error',
      detail: statusWords(answer),
      ...facts(answer),
    });
    return 'fine';
  }
  tryAgain(waiting, answer, rules, statusWords(answer));
  return status === 429 || status === 503 ? 'refusing' : 'failing';
}

const HOST_FAILURES = new Set<ReasonCode>(['dns', 'connect', 'timeout', 'reset', 'tls']);
/** Failures of the page that prove that its host answered. */
const HOST_ANSWERS = new Set<ReasonCode>([
  'not-a-page',
  'too-large',
  'redirect-loop',
  'too-many-redirects',
  'bad-encoding',
  'page-hangs',
  'page-too-heavy',
  'wait-unmet',
  'step-failed',
  'login-refused',
  'login-lost',
  // Of another host, which the page calls.
  'host-unavailable',
]);

function statusWords({ status, detail }: ScrapeAnswer): string {
  return detail === undefined ? `status ${status}` : `status ${status}, ${detail}`;
}

function applyFailure(waiting: WaitingVisit, answer: ScrapeAnswer, rules: AnswerRules): HostBehaviour {
  const reason = answer.reason ?? 'protocol';
  if (answer.retryable) tryAgain(waiting, answer, rules, answer.detail ?? reason);
  else {
    waiting.countAttempt();
    const result = reason === 'not-a-page' ? 'skipped' : 'failed';
    waiting.end(rules.now, { result, reason, detail: answer.detail ?? '', ...facts(answer) });
  }
  if (HOST_ANSWERS.has(reason)) return 'fine';
  return HOST_FAILURES.has(reason) ? 'failing' : 'silent';
}

function tryAgain(waiting: WaitingVisit, answer: ScrapeAnswer, rules: AnswerRules, detail: string): void {
  waiting.countAttempt();
  const { retryAfterMs = 0 } = answer;
  if (retryAfterMs > (rules.giveUpAfterMs ?? Number.POSITIVE_INFINITY)) {
    const until = new Date(rules.now + retryAfterMs).toISOString();
    const asked = `, and the host asked to be left alone until ${until}`;
    waiting.end(rules.now, {
      result: 'failed',
      reason: 'host-unavailable',
      detail: `${detail}${answer.outcome === 'http-error' ? asked : ''}, longer than the job waits`,
      ...facts(answer),
    });
    return;
  }
  if (waiting.attempts >= rules.maxAttempts) {
    const reason = answer.outcome === 'http-error' ? 'http-error' : (answer.reason ?? 'protocol');
    waiting.end(rules.now, {
      result: 'failed',
      reason,
      detail: `${detail}, after ${counted(waiting.attempts, 'attempt')}`,
      ...facts(answer),
    });
    return;
  }
  waiting.waitUntil(rules.now + backOffMs(waiting.attempts, answer.retryAfterMs, rules.random));
}

/** No scraper answered in time: an attempt, so a page that kills scrapers does so only that often. */
export function applySilence(
  waiting: WaitingVisit,
  rules: Pick<AnswerRules, 'now' | 'maxAttempts' | 'random'>,
): void {
  waiting.countAttempt();
  if (waiting.attempts >= rules.maxAttempts) {
    waiting.end(rules.now, {
      result: 'failed',
      reason: 'no-answer',
      detail: `no ${waiting.inBrowser ? 'renderer' : 'scraper'} answered, ${waiting.attempts} times`,
    });
    return;
  }
  waiting.waitUntil(rules.now + backOffMs(waiting.attempts, undefined, rules.random));
}

/** `gated` and `late` do not undo a handed-back visit; an answer by another scraper ends it anew. */
export function isAnswered({ row }: WaitingVisit, { outcome }: ScrapeAnswer): boolean {
  if (row === null) return false;
  return !isHandedBack(row) || outcome === 'gated' || outcome === 'late';
}
