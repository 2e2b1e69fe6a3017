// Keys of the files of a run: what is built is read back, and the form in the store stays.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chunkFolder,
  leftPackKey,
  linksKey,
  packKey,
  parseStageKey,
  runFolder,
  stageKey,
  stagePrefix,
} from '../../../../domain/run/stage/stage-key.ts';

const RUN = fc.stringMatching(/^run_[0-9A-HJKMNP-TV-Z]{26}$/);
const KIND = fc.constantFrom('scrape', 'parse', 'detect-change', 'store', 'plan', 'checkpoint', 'sources');

describe('keys of the files of a run', () => {
  it('reads back run, chunk and kind', () => {
    fc.assert(
      fc.property(RUN, fc.nat(100_000), KIND, (runId, chunkNo, kind) => {
        const key = stageKey(runId, chunkNo, kind, '01J');
        expect(parseStageKey(key)).toEqual({ runId, chunkNo, kind });
        expect(key.startsWith(stagePrefix(runId, chunkNo, kind))).toBe(true);
        expect(key.startsWith(chunkFolder(runId, chunkNo))).toBe(true);
        expect(key.startsWith(runFolder(runId))).toBe(true);
      }),
    );
  });

  it('tells packs of a chunk from those that go with the run', () => {
    const pack = packKey({ runId: 'run_1', chunkNo: 3 }, 'scraper-host-17', '01J');
    expect(pack).toBe('runs/run_1/3/pack.scraper-host-17.01J');
    expect(parseStageKey(pack)).toEqual({ runId: 'run_1', chunkNo: 3, kind: 'pack' });
    expect(leftPackKey('run_1', '01J')).toBe('runs/run_1/left/pack.01J');
    expect(parseStageKey('runs/run_1/left/pack.01J')).toEqual({
      runId: 'run_1',
      chunkNo: null,
      kind: 'pack',
    });
  });

  it('lays the links of a chunk beside its parse rows', () => {
    expect(linksKey(stageKey('run_1', 3, 'parse', '01J'))).toBe(stageKey('run_1', 3, 'links', '01J'));
  });
});
