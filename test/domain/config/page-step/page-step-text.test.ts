// Page steps as they are typed, there and back.
import { describe, expect, it } from 'vitest';
import { pageStepSchema } from '../../../../domain/config/page-step/schema.ts';
import { pageStepText, parsePageStep } from '../../../../domain/config/page-step/page-step-text.ts';
import type { PageStep } from '../../../../domain/web/page-step/page-step.ts';

describe('the text of a step', () => {
  it.each<[string, PageStep]>([
    ['goto:https://shop.example/a?b=1', { do: 'goto', url: 'https://shop.example/a?b=1' }],
    ['goto:site', { do: 'goto', url: 'site' }],
    ['click:.more', { do: 'click', selector: '.more' }],
    ['click:"Load more"', { do: 'click', text: 'Load more' }],
    ['click:.size "42"', { do: 'click', selector: '.size', text: '42' }],
    ['click:a[title="x"]', { do: 'click', selector: 'a[title="x"]' }],
    ['click:a:hover', { do: 'click', selector: 'a:hover' }],
    ['double-click:10,20', { do: 'double-click', x: 10, y: 20 }],
    ['click-until-gone*5:"Load more"', { do: 'click-until-gone', text: 'Load more', times: 5 }],
    ['fill:#zip=8001', { do: 'fill', selector: '#zip', value: '8001' }],
    ['fill:input[name=zip]=a=b', { do: 'fill', selector: 'input[name=zip]', value: 'a=b' }],
    ['fill-secret:#pw=hunter2', { do: 'fill', selector: '#pw', value: 'hunter2', secret: true }],
    ['press:Enter', { do: 'press', key: 'Enter' }],
    ['press:Enter in #q', { do: 'press', key: 'Enter', selector: '#q' }],
    ['select:#size=42 EU', { do: 'select', selector: '#size', label: '42 EU' }],
    ['select-value:#size=42', { do: 'select', selector: '#size', value: '42' }],
    ['check:"As a gift"', { do: 'check', text: 'As a gift' }],
    ['uncheck:#gift', { do: 'uncheck', selector: '#gift' }],
    ['hover:nav .shoes', { do: 'hover', selector: 'nav .shoes' }],
    ['scroll:end', { do: 'scroll', to: 'end' }],
    ['scroll:-200', { do: 'scroll', by: -200 }],
    ['scroll:#reviews', { do: 'scroll', selector: '#reviews' }],
    ['wait:2500ms', { do: 'wait', ms: 2_500 }],
    ['wait:.price "CHF"', { do: 'wait', selector: '.price', text: 'CHF' }],
    ['remove:.ad', { do: 'remove', selector: '.ad' }],
    ['reveal:#tabs', { do: 'reveal', selector: '#tabs' }],
    ['picture:', { do: 'picture' }],
    ['picture: # sizes', { do: 'picture', name: 'sizes' }],
    ['script:document.title = "a"', { do: 'script', script: 'document.title = "a"' }],
    [
      'click?@20000ms:.age-gate # age gate',
      { do: 'click', selector: '.age-gate', name: 'age gate', timeoutMs: 20_000, optional: true },
    ],
  ])('%s', (text, step) => {
    expect(parsePageStep(text)).toEqual(step);
    expect(pageStepSchema.parse(step)).toEqual(step);
    expect(pageStepText(step)).toBe(text);
  });

  it.each<[string, PageStep]>([
    ['wait:2s', { do: 'wait', ms: 2_000 }],
    [' click@1.5s:a ', { do: 'click', selector: 'a', timeoutMs: 1_500 }],
    ['{"do":"press","key":"Enter"}', { do: 'press', key: 'Enter' }],
  ])('%s is read as well', (text, step) => {
    expect(parsePageStep(text)).toEqual(step);
  });

  it.each<[PageStep]>([
    [{ do: 'fill', selector: '#q', value: 'a # b' }],
    [{ do: 'wait', selector: '.price', ms: 100 }],
    [{ do: 'click', text: 'say "yes"' }],
    [{ do: 'fill', selector: '#q', value: '' }],
  ])('%j without a short form is JSON where the text would say something else', (step) => {
    expect(parsePageStep(pageStepText(step))).toEqual(step);
  });

  it.each(['', 'click', 'click:', 'picture', 'picture:.a', 'jump:.a', 'fill:#zip', 'fill:=x', '{"do":'])(
    '%s is none',
    (text) => {
      expect(() => parsePageStep(text)).toThrow(/is no step\. Examples: "click:\.more"/);
    },
  );

  it('does not repeat what is filled in', () => {
    expect(() => parsePageStep('fil:#pw=hunter2')).toThrow(/^"fil…" is no step/);
  });
});
