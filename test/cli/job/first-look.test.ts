import { describe, expect, it } from 'vitest';
import type { PreviewView } from '../../../api/client/client.ts';
import { findingsOf } from '../../../cli/job/first-look.ts';

const FIELD = { source: 'selector', locator: '.price', value: null, found: false };

function seen(page: object): Pick<PreviewView, 'problem' | 'page'> {
  const whole: unknown = { text: { lines: [], lineCount: 1, fault: null }, fields: [], ...page };
  return { problem: null, page: whole as PreviewView['page'] };
}

describe('the first look at the page of a new job', () => {
  it('says nothing where there is something to watch', () => {
    expect(findingsOf(seen({ fields: [{ ...FIELD, name: 'price', value: '9', found: true }] }))).toEqual([]);
  });

  it('says why the page can not be had', () => {
    const problem = {
      reason: 'not-found',
      what: 'It is not there. Status 404.',
      remedy: 'Check the address.',
    };
    expect(findingsOf({ problem, page: null })).toEqual([problem]);
  });

  it('says that the part fits nothing, and which fields are missing and why', () => {
    const fault = 'The part is not on the page: no selector finds anything.';
    const fields = [
      { ...FIELD, name: 'price' },
      { ...FIELD, name: 'colour', note: 'the example is on none of the pages' },
    ];
    const said = findingsOf(seen({ text: { lines: [], lineCount: 0, fault }, fields })).map(
      ({ what }) => what,
    );
    expect(said).toEqual([
      fault,
      '“price” is not on the page: its selector fits nothing.',
      '“colour” is not on the page: the example is on none of the pages.',
    ]);
  });
});
