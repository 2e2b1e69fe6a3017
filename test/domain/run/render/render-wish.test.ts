import { describe, expect, it } from 'vitest';
import {
  keptPictures,
  opensAtOnce,
  opensInBrowser,
  missingBefore,
  renderWithout,
  renderModeOf,
  renderedHow,
  wantsPictures,
} from '../../../../domain/run/render/render-wish.ts';
import { DAY_MS } from '../../../../domain/system/duration.ts';

const NOW = Date.parse('2026-12-01T06:00:00Z');
const ago = (days: number): number => NOW - days * DAY_MS;

const CLICK = { do: 'click', selector: '.more' } as const;

it('a job that wants pictures has a browser open its pages, unless it says otherwise', () => {
  expect(renderModeOf({ fetch: { screenshot: 'changes' } })).toBe('always');
  expect(renderModeOf({ fetch: { screenshot: 'none' } })).toBe('auto');
  expect(renderModeOf({ fetch: { screenshot: 'always', render: 'auto' } })).toBe('auto');
});

it('a job that watches what its pages look like has a browser open each, and pictures of them', () => {
  const job = { fetch: {}, changes: { watch: 'picture' } };
  expect(renderModeOf(job)).toBe('always');
  expect(wantsPictures(job)).toBe(true);
  expect(wantsPictures({ fetch: {}, changes: { watch: 'page' } })).toBe(false);
});

describe('which visits a browser opens', () => {
  it.each([
    { mode: 'never', render: 'needs-javascript', renderedSince: ago(1), opens: false },
    { mode: 'always', render: undefined, renderedSince: null, opens: true },
    { mode: 'always', render: 'plain', renderedSince: null, opens: true },
    { mode: 'auto', render: undefined, renderedSince: null, opens: false },
    { mode: 'auto', render: 'needs-javascript', renderedSince: null, opens: true },
    { mode: 'auto', render: renderWithout(1), renderedSince: null, opens: true },
    { mode: 'auto', render: 'plain', renderedSince: ago(1), opens: false },
    { mode: 'auto', render: undefined, renderedSince: ago(29), opens: true },
    { mode: 'auto', render: undefined, renderedSince: ago(31), opens: false },
    { mode: 'auto', render: 'rendered-before', renderedSince: ago(31), opens: true },
    { mode: 'auto', render: 'host-needs', renderedSince: null, opens: false },
    { mode: 'auto', render: 'host-needs', renderedSince: ago(1), opens: true },
  ] as const)('$mode, wished $render, rendered since $renderedSince: $opens', ({ mode, opens, ...known }) => {
    expect(opensInBrowser(mode, { ...known, isNew: false }, NOW)).toBe(opens);
  });

  it('opens a new page at once where all pages of its host needed a browser so far', () => {
    const known = { render: 'host-needs', renderedSince: null, isNew: true } as const;
    expect(opensInBrowser('auto', known, NOW)).toBe(true);
    expect(opensAtOnce({ needed: 3, plain: 0 })).toBe(true);
    expect([opensAtOnce({ needed: 2, plain: 0 }), opensAtOnce({ needed: 30, plain: 1 })]).toEqual([
      false,
      false,
    ]);
  });

  it('takes a job that does not say for one that renders what needs it', () => {
    expect(renderModeOf({ fetch: {} })).toBe('auto');
    expect(renderModeOf({ fetch: { render: 'never' } })).toBe('never');
    expect(renderModeOf({ fetch: { steps: [CLICK] } })).toBe('always');
    expect(renderModeOf({ fetch: { steps: [] } })).toBe('auto');
  });

  it('keeps the picture of a step as pictures of changes are kept, and takes it for no other page', () => {
    const steps = [CLICK, { do: 'picture' } as const];
    expect(keptPictures({ steps })).toBe('changes');
    expect(keptPictures({ steps, screenshot: 'always' })).toBe('always');
    expect(keptPictures({ steps: [CLICK] })).toBe('none');
    expect(renderModeOf({ fetch: { steps: steps.slice(1) } })).toBe('always');
    expect(renderedHow({ steps })).toBe(renderedHow({ steps: [CLICK] }));
    expect(renderedHow({ steps: steps.slice(1) })).toBeUndefined();
  });

  it('tells versions apart by the steps that were taken, not by how they are called', () => {
    const how = renderedHow({ steps: [CLICK] });
    expect(renderedHow({ steps: [{ ...CLICK, name: 'more', timeoutMs: 500 }] })).toBe(how);
    expect(renderedHow({ steps: [CLICK, CLICK] })).not.toBe(how);
    const fill = { do: 'fill', selector: '#pw', secret: true } as const;
    const secrets = ['sealed:one', 'sealed:two'].map((value) => renderedHow({ steps: [{ ...fill, value }] }));
    expect(new Set(secrets).size).toBe(1);
    expect(renderedHow({ scroll: 3, steps: [] })).toBe(renderedHow({ scroll: 3 }));
  });

  it('tells how many parts were missing', () => {
    expect(missingBefore(renderWithout(3))).toBe(3);
    expect(missingBefore('needs-javascript')).toBeNull();
    expect(missingBefore(undefined)).toBeNull();
  });
});
