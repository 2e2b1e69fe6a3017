// Which page steps a job may have, and what is said of the others when it is added.
import { describe, expect, it, test } from 'vitest';
import { checkJob } from '../../../../domain/config/check-job.ts';
import { createEgressPolicy } from '../../../../domain/web/egress/policy.ts';

const CONTEXT = { policy: createEgressPolicy([]), jobId: 'job_1', now: new Date(0) };
const source = { kind: 'pages', urls: ['https://shop.example/boots'] };

function faultsOf(fetch: object, context = {}): string[] {
  const check = checkJob({ config: { source, fetch } }, { ...CONTEXT, ...context });
  return check.ok
    ? []
    : check.faults.map(({ pointer, code }) => `${pointer.replace('/config/fetch', '')} ${code}`);
}

describe('page steps', () => {
  it.each([
    [{ do: 'goto', url: 'https://shop.example/size?id=1' }],
    [{ do: 'goto', url: 'site' }],
    [{ do: 'click', selector: '.more' }],
    [{ do: 'click', text: 'Load more', name: 'more', timeoutMs: 5_000, optional: true }],
    [{ do: 'double-click', x: 10, y: 20 }],
    [{ do: 'click-until-gone', text: 'Load more', times: 5 }],
    [{ do: 'fill', selector: '#zip', value: '8001' }],
    [{ do: 'press', key: 'Shift+Tab' }],
    [{ do: 'select', selector: '#size', label: '42' }],
    [{ do: 'check', text: 'As a gift' }],
    [{ do: 'scroll', to: 'end' }],
    [{ do: 'wait', selector: '.price', text: 'CHF', ms: 100 }],
    [{ do: 'remove', selector: '.ad' }],
    [{ do: 'reveal', selector: '#tabs' }],
    [{ do: 'picture', name: 'sizes' }],
    [{ do: 'click', selector: '//button[contains(., "Load more")]' }],
    [{ do: 'click', selector: '(//a)[last()]' }],
    [{ do: 'remove', selector: 'xpath:id("ads")/div[not(.//img) and (position() > 1)]' }],
    [{ do: 'fill', selector: '/html/body/form/input[@name="a:b"]', value: '1' }],
  ])('%j is one', (step) => {
    expect(faultsOf({ steps: [step] })).toEqual([]);
  });

  it.each([
    [{ do: 'goto', url: 'file:///etc/passwd' }, '/steps/0/url step-not-allowed'],
    [{ do: 'goto', url: 'view-source:https://shop.example/' }, '/steps/0/url step-not-allowed'],
    [{ do: 'goto', url: 'http://10.0.0.1/' }, '/steps/0/url step-not-allowed'],
    [{ do: 'click' }, '/steps/0 missing'],
    [{ do: 'click', x: 3 }, '/steps/0 missing'],
    [{ do: 'click', selector: 'a', x: 3, y: 4 }, '/steps/0 too-much'],
    [{ do: 'click', selector: 'a[' }, '/steps/0/selector invalid-selector'],
    [{ do: 'click', selector: '//a[' }, '/steps/0/selector invalid-selector'],
    [{ do: 'click', selector: '$.offers[0]' }, '/steps/0/selector invalid-selector'],
    [{ do: 'click', selector: 'page:3' }, '/steps/0/selector invalid-selector'],
    [{ do: 'press', key: 'Entre' }, '/steps/0/key unknown-key'],
    [{ do: 'select', selector: '#size' }, '/steps/0 missing'],
    [{ do: 'select', selector: '#size', label: '42', value: '42' }, '/steps/0 too-much'],
    [{ do: 'scroll' }, '/steps/0 missing'],
    [{ do: 'scroll', by: 3, to: 'end' }, '/steps/0 too-much'],
    [{ do: 'wait' }, '/steps/0 missing'],
    [{ do: 'hover' }, '/steps/0 missing'],
    [{ do: 'jump' }, '/steps/0/do invalid-union'],
    [{ do: 'click', selector: 'a', button: 'right' }, '/steps/0/button unknown-member'],
    [{ do: 'picture', optional: true }, '/steps/0/optional unknown-member'],
    [{ do: 'script', script: 'document.title = 1' }, '/steps/0/do scripts-off'],
    [{ do: 'fill', selector: '#pw', value: '•••' }, '/steps/0/value no-kept-value'],
  ])('%j is refused', (step, fault) => {
    expect(faultsOf({ steps: [step] })).toEqual([fault]);
  });

  test('run scripts where the operator allows them', () => {
    const steps = [{ do: 'script', script: 'document.title = 1' }];
    expect(faultsOf({ steps }, { allowsScripts: true })).toEqual([]);
  });

  test('keep one picture at most, and none where the job wants none', () => {
    const picture = { do: 'picture' };
    expect(faultsOf({ steps: [picture, { do: 'press', key: 'Enter' }, picture] })).toEqual([
      '/steps/2 too-much',
    ]);
    expect(faultsOf({ screenshot: 'none', steps: [picture] })).toEqual(['/steps/0 no-effect']);
    expect(faultsOf({ screenshot: 'always', steps: [picture] })).toEqual([]);
  });

  test('need a browser, and are no more than thirty', () => {
    const step = { do: 'click', selector: 'a' };
    expect(faultsOf({ render: 'never', steps: [step] })).toEqual(['/steps no-effect']);
    expect(faultsOf({ steps: Array.from({ length: 31 }, () => step) })).toEqual(['/steps too-big']);
  });
});
