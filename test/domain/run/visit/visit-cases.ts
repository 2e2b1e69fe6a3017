// What a visit can come to, one case for each way: what is seen, and how the visit ends.
import type { ClassifyRow } from '../../../../domain/run/stage/stage-row.ts';
import {
  CHANGED,
  CHEAPER,
  FIRST,
  NOISE,
  SAME_TEXT,
  UNJUDGED,
  type VisitFields,
} from '../../../support/visit-context.ts';

const NEW = null;
const BARE = { baseline: undefined as never };
const SAME_BYTES = { parse: { kind: 'same', linkCount: 0 } } as const;
const BROKEN = { parse: { kind: 'failed', reason: 'parse-timeout', detail: 'took 10 s' } } as const;

interface Case extends VisitFields {
  readonly what: string;
  readonly outcome: string;
  readonly reason: string;
  /** What is written: a whole write, a touch, or nothing. */
  readonly writes: 'write' | 'touch' | 'nothing';
}

const EMPTY: ClassifyRow = { type: 'other', subtype: 'empty', score: 0.9, reasons: [], wall: true };

const LOST = { kind: 'failed', reason: 'body-lost', detail: 'another body' } as const;

export const CASES: readonly Case[] = [
  {
    what: 'handed back',
    scrape: { result: 'deferred' },
    outcome: 'deferred',
    reason: 'host-wait',
    writes: 'nothing',
  },
  {
    what: 'handed back at a closed gate',
    scrape: { result: 'deferred', reason: 'gate-closed' },
    outcome: 'deferred',
    reason: 'gate-closed',
    writes: 'nothing',
  },
  {
    what: 'failed',
    scrape: { result: 'failed', reason: 'timeout' },
    outcome: 'failed',
    reason: 'timeout',
    writes: 'nothing',
  },
  {
    what: 'failed without a reason',
    scrape: { result: 'failed' },
    outcome: 'failed',
    reason: 'http-error',
    writes: 'nothing',
  },
  {
    what: 'skipped by robots',
    scrape: { result: 'skipped', reason: 'robots-disallowed' },
    outcome: 'skipped',
    reason: 'robots-disallowed',
    writes: 'nothing',
  },
  {
    what: 'gone and never known',
    scrape: { result: 'gone' },
    page: NEW,
    outcome: 'failed',
    reason: 'not-found',
    writes: 'nothing',
  },
  {
    what: 'gone, known without a baseline',
    scrape: { result: 'gone' },
    page: BARE,
    outcome: 'failed',
    reason: 'not-found',
    writes: 'nothing',
  },
  {
    what: 'gone at the first look',
    scrape: { result: 'gone' },
    outcome: 'failed',
    reason: 'removal-pending',
    writes: 'nothing',
  },
  {
    what: 'gone at the second look',
    scrape: { result: 'gone', visit: 2, lookAgain: 'removal' },
    outcome: 'stored',
    reason: 'page-removed',
    writes: 'write',
  },
  {
    what: 'gone and removed before',
    scrape: { result: 'gone' },
    page: { state: 'removed' },
    outcome: 'unchanged',
    reason: 'still-removed',
    writes: 'touch',
  },
  {
    what: '304',
    scrape: { result: 'not-modified' },
    rows: { parse: null },
    outcome: 'unchanged',
    reason: 'not-modified',
    writes: 'touch',
  },
  {
    what: '304 of a page that was removed',
    scrape: { result: 'not-modified' },
    rows: { parse: null },
    page: { state: 'removed' },
    outcome: 'unchanged',
    reason: 'not-modified',
    writes: 'write',
  },
  {
    what: '304 of a page that is not stored',
    scrape: { result: 'not-modified' },
    rows: { parse: null },
    page: NEW,
    outcome: 'failed',
    reason: 'parse-failed',
    writes: 'nothing',
  },
  {
    what: '304 while a change waits',
    scrape: { result: 'not-modified', lookAgain: 'change', visit: 2 },
    rows: { parse: null },
    page: { pendingChange: { id: 'c', textHash: 't' } },
    outcome: 'unchanged',
    reason: 'change-withdrawn',
    writes: 'write',
  },
  { what: 'the stored bytes', rows: SAME_BYTES, outcome: 'unchanged', reason: 'same-bytes', writes: 'touch' },
  { what: 'not readable', rows: BROKEN, outcome: 'failed', reason: 'parse-timeout', writes: 'nothing' },
  {
    what: 'a body that is not what was fetched',
    scrape: { attempts: 0 },
    rows: { parse: LOST },
    outcome: 'deferred',
    reason: 'body-lost',
    writes: 'nothing',
  },
  {
    what: 'a body that is not what was fetched, at the last attempt',
    scrape: { attempts: 3 },
    rows: { parse: LOST },
    outcome: 'failed',
    reason: 'parse-failed',
    writes: 'nothing',
  },
  {
    what: 'without a parse row',
    rows: { parse: null },
    outcome: 'failed',
    reason: 'parse-failed',
    writes: 'nothing',
  },
  {
    what: 'a wall in place of a known page',
    rows: { change: UNJUDGED },
    outcome: 'failed',
    reason: 'judgement-pending',
    writes: 'nothing',
  },
  {
    what: 'a wall at the second look too',
    rows: { change: UNJUDGED },
    scrape: { visit: 2, lookAgain: 'unjudged', countedAs: 'failed' },
    outcome: 'failed',
    reason: 'unjudged',
    writes: 'nothing',
  },
  {
    what: 'a wall where no page was known',
    rows: { change: UNJUDGED },
    page: NEW,
    outcome: 'failed',
    reason: 'unjudged',
    writes: 'nothing',
  },
  {
    what: 'empty where no page was known',
    rows: { change: UNJUDGED, classify: EMPTY },
    page: NEW,
    outcome: 'failed',
    reason: 'empty',
    writes: 'nothing',
  },
  {
    what: 'seen for the first time',
    rows: { change: FIRST },
    page: NEW,
    outcome: 'stored',
    reason: 'first-visit',
    writes: 'write',
  },
  { what: 'changed', rows: { change: CHANGED }, outcome: 'stored', reason: 'changed', writes: 'write' },
  {
    what: 'changed, confirmation asked for',
    rows: { change: CHANGED },
    confirm: true,
    outcome: 'stored',
    reason: 'change-pending',
    writes: 'write',
  },
  {
    what: 'changed at the second look, same text',
    rows: { change: CHANGED },
    confirm: true,
    scrape: { visit: 2, lookAgain: 'change' },
    page: { pendingChange: { id: 'c', textHash: 'text-2-bbbb' } },
    outcome: 'stored',
    reason: 'changed',
    writes: 'write',
  },
  {
    what: 'changed at the second look, another text',
    rows: { change: CHANGED },
    confirm: true,
    scrape: { visit: 2, lookAgain: 'change' },
    page: { pendingChange: { id: 'c', textHash: 'other' } },
    outcome: 'unchanged',
    reason: 'change-withdrawn',
    writes: 'write',
  },
  {
    what: 'the same text in other bytes',
    rows: { change: SAME_TEXT },
    outcome: 'unchanged',
    reason: 'same-text',
    writes: 'write',
  },
  {
    what: 'a difference the rules of the job keep quiet',
    rows: { change: { verdict: 'unchanged', step: 'severity', reason: 'a minor change', suppressed: [] } },
    outcome: 'unchanged',
    reason: 'held-back',
    writes: 'write',
  },
  {
    what: 'a difference the job does not ask for: taken over quietly',
    rows: {
      change: { verdict: 'unchanged', step: 'only', reason: 'none added', suppressed: [], accepts: true },
    },
    outcome: 'stored',
    reason: 'kept-quiet',
    writes: 'write',
  },
  {
    what: 'the watched part is not there, at the second look too',
    rows: { change: { verdict: 'unjudged', step: 'part', reason: 'the watched part is not on the page' } },
    scrape: { visit: 2, lookAgain: 'unjudged' },
    outcome: 'failed',
    reason: 'part-lost',
    writes: 'nothing',
  },
  {
    what: 'noise alone',
    rows: { change: NOISE },
    outcome: 'unchanged',
    reason: 'noise-only',
    writes: 'write',
  },
  {
    what: 'the same text with another price',
    rows: { change: SAME_TEXT, price: CHEAPER },
    outcome: 'stored',
    reason: 'changed',
    writes: 'write',
  },
];
