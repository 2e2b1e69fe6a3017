// What a job says of how a browser opens its pages.
import { describe, expect, it } from 'vitest';
import { checkJob } from '../../../domain/config/check-job.ts';

const CONTEXT = {
  policy: { allowHosts: [], ports: [80, 443] },
  jobId: 'job_1',
  now: new Date('2026-01-15T12:00:00Z'),
};
const source = { kind: 'pages', urls: ['https://shop.example/'] };

function faultsOf(fetch: object): Record<string, string> {
  const check = checkJob({ config: { source, fetch } }, CONTEXT);
  return check.ok ? {} : Object.fromEntries(check.faults.map(({ pointer, detail }) => [pointer, detail]));
}

describe('how a browser opens pages', () => {
  it.each([
    { waitFor: { selector: '#price > .now', text: 'In stock', ms: 2_000 }, scroll: 3 },
    { render: 'auto', scroll: 'end' },
    { render: 'never' },
    { render: 'never', keepServed: false },
    { keepServed: true },
  ])('takes %j', (fetch) => {
    expect(faultsOf(fetch)).toEqual({});
  });

  it.each([
    [{ waitFor: { selector: 'div[' } }, '/config/fetch/waitFor/selector', /"div\[" is not a CSS selector/],
    [
      { waitFor: { selector: '//p[' } },
      '/config/fetch/waitFor/selector',
      /"\/\/p\[" is not an XPath 1.0 expression/,
    ],
    [
      { waitFor: { selector: '//p/@id' } },
      '/config/fetch/waitFor/selector',
      /end with the element that has it/,
    ],
    [{ waitFor: { selector: 'count(//p)' } }, '/config/fetch/waitFor/selector', /is a value, not an element/],
    [
      { waitFor: { selector: '//p[matches(., "a")]' } },
      '/config/fetch/waitFor/selector',
      /have no matches\(\)/,
    ],
    [{ waitFor: { selector: '//svg:path' } }, '/config/fetch/waitFor/selector', /have no prefix "svg:"/],
    [{ waitFor: {} }, '/config/fetch/waitFor', /selector, text or ms/],
    [{ render: 'never', waitFor: { text: 'x' } }, '/config/fetch/waitFor', /render is "never"/],
    [{ render: 'never', scroll: 1 }, '/config/fetch/scroll', /render is "never"/],
    [{ render: 'never', keepServed: true }, '/config/fetch/keepServed', /render is "never"/],
    [{ keepServed: 'yes' }, '/config/fetch/keepServed', /./],
    [{ render: 'sometimes' }, '/config/fetch/render', /never, auto, always/],
    [{ scroll: 51 }, '/config/fetch/scroll', /./],
  ])('refuses %j and says where', (fetch, pointer, detail) => {
    expect(faultsOf(fetch)).toMatchObject({ [pointer]: expect.stringMatching(detail) });
  });
});
