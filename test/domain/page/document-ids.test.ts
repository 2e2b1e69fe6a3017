// Ids of documents: what is built is read back, and no two documents share one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOwnedId } from '../../../domain/system/owned-id.ts';
import { changeId, parseChangeId } from '../../../domain/page/change-id.ts';
import { failureId, parseFailureId } from '../../../domain/page/failure-id.ts';
import { pageId, parsePageId } from '../../../domain/page/page-id.ts';
import { pricePointId } from '../../../domain/page/price-point-id.ts';
import { snapshotId } from '../../../domain/page/snapshot-id.ts';
import { templateId } from '../../../domain/page/template-id.ts';
import { chunkId } from '../../../domain/run/chunk-id.ts';
import { frontierId, parseFrontierId } from '../../../domain/run/frontier-id.ts';

const JOB = fc.stringMatching(/^job_[0-9A-HJKMNP-TV-Z]{26}$/);
const RUN = fc.stringMatching(/^run_[0-9A-HJKMNP-TV-Z]{26}$/);
const URL_KEY = fc.stringMatching(/^[\w-]{22}$/);

describe('ids of documents', () => {
  it('reads back the owner and the URL of a page, a frontier entry and a failure', () => {
    fc.assert(
      fc.property(JOB, RUN, URL_KEY, (jobId, runId, urlKey) => {
        expect(parsePageId(pageId(jobId, urlKey))).toEqual({ jobId, urlKey });
        expect(parseFrontierId(frontierId(runId, urlKey))).toEqual({ runId, urlKey });
        expect(parseFailureId(failureId(runId, urlKey))).toEqual({ runId, urlKey });
      }),
    );
  });

  it('reads back the page and the version of a change, and takes no page for one', () => {
    fc.assert(
      fc.property(JOB, URL_KEY, fc.nat(), (jobId, urlKey, v) => {
        const page = pageId(jobId, urlKey);
        expect(parseChangeId(changeId(page, v))).toEqual({ pageId: page, v });
        expect(parseChangeId(page)).toBeNull();
        expect(parseChangeId(snapshotId(page, v, 'hash-of-bytes'))).toBeNull();
      }),
    );
  });

  it('stays as it is stored', () => {
    expect([
      pageId('job_1', 'key'),
      snapshotId('job_1:key', 3, '0123456789abcdef'),
      changeId('job_1:key', 3),
      pricePointId('job_1:key', 41),
      templateId('job_1', 'shop.test:8080'),
      chunkId('run_1', 7),
      frontierId('run_1', 'key'),
      failureId('run_1', 'key'),
    ]).toEqual([
      'job_1:key',
      'job_1:key:3:01234567',
      'job_1:key:3',
      'job_1:key:41',
      'job_1:shop.test:8080',
      'run_1:7',
      'run_1:key',
      'run_1:key',
    ]);
  });

  it('refuses what has no owner', () => {
    for (const id of ['', 'key', ':key']) expect(() => parseOwnedId(id)).toThrow(/no id of the form/);
  });
});
