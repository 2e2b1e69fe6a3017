// The browser steps of changedetection.io as page steps, and how they name their elements.
import { expect, it } from 'vitest';
import { entriesOf } from './import-rules.ts';

function browserWatch(browser_steps: readonly object[], more: object = {}): string {
  const watch = { url: 'https://a.example/', fetch_backend: 'html_webdriver', browser_steps, ...more };
  return JSON.stringify({ watching: { '11111111-2222-4333-8444-555555555555': watch } });
}

it('maps all its browser steps, and none that was not chosen', () => {
  const steps = [
    ['Check checkbox', '#a', ''],
    ['Uncheck checkbox', '#a', ''],
    ['Click X,Y', '', '10,20'],
    ['Click element', '#a', ''],
    ['Click element if exists', '#a', ''],
    ['Click element containing text', '', 'More'],
    ['Click element containing text if exists', '', 'More'],
    ['Enter text in field', '#a', '8001'],
    ['Goto site', '', ''],
    ['Goto URL', '', 'https://a.example/x'],
    ['Make all child elements visible', '#a', ''],
    ['Press Enter', '', ''],
    ['Select by label', '#a', '42'],
    ['<select> by option text', '#a', '42'],
    ['Scroll down', '', ''],
    ['Wait for seconds', '', '2'],
    ['Wait for text', '', 'CHF'],
    ['Wait for text in element', '#a', 'CHF'],
    ['Remove elements', '#a', ''],
    ['Choose one', '', ''],
  ].map(([operation, selector, optional_value]) => ({ operation, selector, optional_value }));
  const [entry] = entriesOf(browserWatch(steps, { webdriver_delay: 3 }));
  expect(entry?.outcome).toBe('whole');
  expect(entry?.input?.config.fetch?.steps).toHaveLength(19);
  expect(entry?.input?.config.fetch).toMatchObject({ render: 'always', waitFor: { ms: 3_000 } });
});

it.each([
  ['/html/body/div[1]/button', { selector: '/html/body/div[1]/button' }],
  ['xpath=//button[2]', { selector: '//button[2]' }],
  ['button:has-text("Load more")', { selector: 'button', text: 'Load more' }],
  ['text=Accept', { text: 'Accept' }],
  ['"Accept"', { text: 'Accept' }],
  ['role=button[name="Accept all"]', { text: 'Accept all' }],
  ['css=.more:visible >> nth=0', { selector: '.more' }],
  ['data-testid=go', { selector: '[data-testid="go"]' }],
])('names the element of a browser step as %s does', (selector, aim) => {
  const browser_steps = [{ operation: 'Click element', selector, optional_value: '' }];
  const [entry] = entriesOf(browserWatch(browser_steps));
  expect(entry?.losses).toEqual([]);
  expect(entry?.input?.config.fetch?.steps).toEqual([{ do: 'click', ...aim }]);
});

it.each([
  ['Click element', '.list >> .more'],
  ['Click element', 'text=/load\\s+more/i'],
  ['Click element', 'div['],
  ['Enter text in field', 'text=Postcode'],
])('loses the browser step %s of %s, and says of which', (operation, selector) => {
  const browser_steps = [{ operation, selector, optional_value: '8001' }];
  const [entry] = entriesOf(browserWatch(browser_steps));
  expect(entry?.losses.map(({ option, why }) => [option, why])).toEqual([
    [`browser step ${operation}`, `No element is found here by “${selector}”.`],
  ]);
});
