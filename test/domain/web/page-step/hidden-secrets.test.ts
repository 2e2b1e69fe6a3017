// Secrets are hidden in every way in which a page may write them.
import { expect, it, test } from 'vitest';
import { hideSecrets, secretFields, secretsOf } from '../../../../domain/web/page-step/hidden-secrets.ts';
import { isKeyName } from '../../../../domain/web/page-step/key-name.ts';
import { type PageStep, pageStepWords } from '../../../../domain/web/page-step/page-step.ts';

const SECRET = 'p&ss "w<rd" 1';

it.each([
  ['<p>p&amp;ss "w&lt;rd" 1</p>'],
  ['<p>p&amp;ss "w&lt;rd"&gt; 1'.replace('&gt;', '')],
  ['<input value="p&amp;ss &quot;w&lt;rd&quot; 1">'],
  [`https://shop.example/?q=${encodeURIComponent(SECRET)}&x=1`],
  [`https://shop.example/?q=${encodeURIComponent(SECRET).replaceAll('%20', '+')}`],
  [JSON.stringify({ typed: SECRET })],
])('%s', (text) => {
  const shown = hideSecrets(text, [SECRET]);
  expect(shown).toContain('•••');
  expect(shown).not.toMatch(/ss.{0,12}w/);
});

test('short ones are hidden in their own field alone', () => {
  const steps: PageStep[] = [
    { do: 'fill', selector: '#pin', value: '12', secret: true },
    { do: 'fill', selector: '#zip', value: '8001' },
  ];
  expect(secretsOf(steps)).toEqual(['12']);
  expect(hideSecrets('12 pages', secretsOf(steps))).toBe('12 pages');
  expect(secretFields(steps)).toBe('input[type=password], #pin');
});

it.each([
  ['Enter', true],
  ['Control+Shift+A', true],
  ['+', true],
  ['F12', true],
  ['ä', true],
  ['enter', false],
  ['Strg+C', false],
  ['', false],
])('the key %s', (name, expected) => {
  expect(isKeyName(name)).toBe(expected);
});

it.each<[PageStep, string]>([
  [{ do: 'goto', url: 'https://shop.example/a?token=1' }, 'goto https://shop.example/a'],
  [{ do: 'click', selector: '.a', text: 'On' }, 'click “.a” with “On”'],
  [{ do: 'click', x: 3, y: 4 }, 'click 3,4'],
  [{ do: 'fill', selector: '#pw', value: 'hunter2' }, 'fill “#pw”'],
  [{ do: 'press', key: 'Enter', selector: '#q' }, 'press Enter in “#q”'],
  [{ do: 'select', selector: '#size', label: '42' }, 'select “42” of “#size”'],
  [{ do: 'scroll', by: -200 }, 'scroll by -200'],
  [{ do: 'wait', text: 'CHF', ms: 50 }, 'wait “CHF” and 50 ms'],
  [{ do: 'script', script: 'secret()' }, 'script'],
])('%j in words', (step, words) => {
  expect(pageStepWords(step)).toBe(words);
});
