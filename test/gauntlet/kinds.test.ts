// Noise by kind of page, through the real stages: each kind of a site has its own box that turns, and none of them is told.
import { describe, expect, it } from 'vitest';
import { ADDRESSES, type AddressOf, createKindsSite, TRUTH_STEP } from './kinds-site.ts';
import { type Script, runScript } from './run-timeline.ts';
import { SHOP } from './timeline.ts';

const JOBS: Script['jobs'] = { shop: { source: { kind: 'site', start: [`${SHOP}/`] } } };

describe('a site whose kinds of pages each have a box that turns', () => {
  it.each(Object.entries(ADDRESSES))('is told of what happened alone, with %s', async (_, addressOf) => {
    const { told, trouble } = await runScript({
      jobs: JOBS,
      serve: createKindsSite(addressOf),
      lastStep: TRUTH_STEP + 1,
    });
    expect(trouble).toEqual([]);
    expect(told).toEqual([
      {
        step: TRUTH_STEP,
        url: `${SHOP}${addressOf('note', 'on-clay')}`,
        type: 'page.changed',
        summary: expect.stringContaining('cool for two nights') as unknown,
      },
    ]);
  });

  it('is told of a kind that a later run finds first, and of nothing that turns on it', async () => {
    const addressOf: AddressOf = (kind, name) => `/${kind}/${name}`;
    const { told, requests, trouble } = await runScript({
      jobs: JOBS,
      serve: createKindsSite(addressOf, 1),
      lastStep: TRUTH_STEP + 1,
    });
    expect(trouble).toEqual([]);
    const ofNotes = told.filter(({ url }) => url.includes('/note/'));
    expect(ofNotes.map(({ step, summary }) => `${step} ${summary}`).toSorted()).toEqual([
      '1 New page: “Notes on brass”.',
      '1 New page: “Notes on clay”.',
      '1 New page: “Notes on linen”.',
      '1 New page: “Notes on oak”.',
      '1 New page: “Notes on rope”.',
      expect.stringMatching(new RegExp(`^${TRUTH_STEP} .*cool for two nights`)),
    ]);
    expect(told.filter(({ step }) => step > 1)).toHaveLength(1);
    // Second looks at three of shelves and home, which is built like one, and at three products; then at three notes, and at
    // the four lists that name the notes now; then at the note that changed. Where a second look showed that a page differs by
    // itself, there is a third one.
    expect(requests).toEqual([17 + 6 + 5, 22 + 3 + 4 + 5, 22, 22 + 1 + 1, 22]);
  });
});
