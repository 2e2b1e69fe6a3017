import { describe, expect, it } from 'vitest';
import { lookFindings, type ShownLook, tellsOfPage } from '../../../../domain/job/preview/look-findings.ts';

const TEXT = { fault: null };

function seen(page: Partial<NonNullable<ShownLook['page']>>): ShownLook {
  return { problem: null, page: { text: TEXT, fields: [], ...page } };
}

describe('a look at the page of a job', () => {
  it('says nothing where there is something to watch', () => {
    expect(lookFindings(seen({ fields: [{ name: 'price', found: true }] }))).toEqual([]);
  });

  it('says why the page can not be had', () => {
    const problem = {
      reason: 'not-found',
      what: 'It is not there. Status 404.',
      remedy: 'Check the address.',
    };
    const { what, remedy } = problem;
    expect(lookFindings({ problem, page: null })).toEqual([{ pointer: '/config/source', what, remedy }]);
  });

  it('says that the part fits nothing, and which fields are missing and why', () => {
    const fault = 'The part is not on the page: no selector finds anything.';
    const fields = [
      { name: 'price', found: false },
      { name: 'colour', found: false, note: 'the example is on none of the pages' },
    ];
    const said = lookFindings(seen({ text: { fault }, fields })).map(({ what }) => what);
    expect(said).toEqual([
      fault,
      '“price” is not on the page: its selector fits nothing.',
      '“colour” is not on the page: the example is on none of the pages.',
    ]);
  });

  it.each([
    ['not-found', true],
    ['robots-disallowed', true],
    ['dns', true],
    ['no-answer', false],
    ['host-wait', false],
    ['disk-full', false],
  ])('that ended as %s tells of the page: %s', (reason, tells) => {
    expect(tellsOfPage({ problem: { reason, what: '', remedy: '' } })).toBe(tells);
  });
});
