import { describe, expect, it } from 'vitest';
import {
  judgeDependent,
  MAX_CHAIN_DEPTH,
  type RunFindings,
} from '../../../../domain/config/dependent/dependent.ts';
import { readDependent, toDependent } from '../../../../domain/config/dependent/dependent-text.ts';
import type { ConditionalDependent, Dependent } from '../../../../domain/config/dependent/schema.ts';

const NOTHING: RunFindings = { changed: 0, added: 0, visitable: 0 };
const PRICE: RunFindings = { changed: 1, added: 0, visitable: 1 };
const REMOVED: RunFindings = { changed: 2, added: 0, visitable: 0 };
const NEW: RunFindings = { changed: 3, added: 2, visitable: 3 };

describe('whether a run starts a dependent', () => {
  it.each<{
    when: ConditionalDependent['when'];
    pages?: 'new' | 'changed';
    findings: RunFindings;
    source?: string;
    depth?: number;
    code: string;
    says: string;
  }>([
    { when: 'completed', findings: NOTHING, code: 'started', says: 'the run completed' },
    { when: 'completed', findings: NOTHING, source: 'site', code: 'started', says: 'the run completed' },
    { when: 'changes', findings: NOTHING, code: 'no-changes', says: 'found no changes' },
    { when: 'changes', findings: PRICE, code: 'started', says: 'changes on 1 page.' },
    { when: 'changes', findings: REMOVED, code: 'started', says: 'changes on 2 pages.' },
    { when: 'new-pages', findings: PRICE, code: 'no-new-pages', says: 'no new pages' },
    { when: 'new-pages', findings: NEW, code: 'started', says: '2 new pages' },
    { when: 'completed', pages: 'new', findings: PRICE, code: 'no-new-pages', says: 'no new pages' },
    { when: 'changes', pages: 'changed', findings: REMOVED, code: 'no-changes', says: 'could be visited' },
    { when: 'changes', pages: 'new', findings: NEW, code: 'started', says: 'visits 2 new pages' },
    { when: 'changes', pages: 'changed', findings: NEW, code: 'started', says: 'visits 3 changed pages' },
    { when: 'changes', pages: 'new', findings: NEW, source: 'feed', code: 'not-pages', says: '"feed"' },
    { when: 'completed', findings: NOTHING, depth: MAX_CHAIN_DEPTH, code: 'started', says: 'completed' },
    { when: 'completed', findings: NOTHING, depth: MAX_CHAIN_DEPTH + 1, code: 'too-deep', says: 'circle' },
  ])('$when with $pages, $findings: $code', ({ when, pages, findings, source, depth, code, says }) => {
    const dependent = { job: 'other', when, ...(pages === undefined ? {} : { pages }) };
    const facts = { depth: depth ?? 1, sourceKind: source ?? 'pages', findings };
    const judged = judgeDependent(dependent, facts);
    expect(judged).toMatchObject({ code, starts: code === 'started' });
    expect(judged.detail).toContain(says);
  });
});

describe('a dependent as a text', () => {
  it.each<[string, Dependent]>([
    ['job_1', 'job_1'],
    ['job_1:changes', { job: 'job_1', when: 'changes' }],
    ['job_1:new-pages:pages=new', { job: 'job_1', when: 'new-pages', pages: 'new' }],
    ['job_1:completed:pages=changed', { job: 'job_1', when: 'completed', pages: 'changed' }],
  ])('"%s" is read as what the API takes', (text, dependent) => {
    const { job, ...condition } = readDependent(text);
    expect(toDependent(job, condition)).toEqual(dependent);
  });

  it('leaves colons of a name to the name', () => {
    expect(readDependent('Shop: kettles')).toMatchObject({ job: 'Shop: kettles', when: undefined });
    expect(readDependent('Shop: kettles:changes')).toMatchObject({ job: 'Shop: kettles', when: 'changes' });
    expect(readDependent('report:pages=new')).toMatchObject({ job: 'report', pages: 'new' });
  });
});
