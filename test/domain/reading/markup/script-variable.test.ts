// Variables of scripts, as pages really assign them.
import { expect, test } from 'vitest';
import { scriptVariables, variableName } from '../../../../domain/reading/markup/script-variable.ts';
import { selectCss } from '../../../../domain/reading/html/css.ts';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';

function variables(script: string, only?: string) {
  const { root } = parseHtml(`<!doctype html><title>A</title><script>${script}</script>`);
  return scriptVariables(selectCss(root, 'script'), only);
}

const STATE = { product: { name: 'Steel kettle', price: 49.5 } };
const JSON_STATE = JSON.stringify(STATE);

test.each([
  ['a member of the window', `window.__INITIAL_STATE__ = ${JSON_STATE};`],
  ['a member by its name in quotes', `window["__INITIAL_STATE__"]=${JSON_STATE}`],
  ['a declaration', `const __INITIAL_STATE__ = ${JSON_STATE};`],
  ['one of several in a statement', `var a=1,__INITIAL_STATE__=${JSON_STATE},b=2;`],
  [
    'a value that is kept where there is one',
    `self.__INITIAL_STATE__ = self.__INITIAL_STATE__ || ${JSON_STATE}`,
  ],
  ['frozen state', `window.__INITIAL_STATE__ = Object.freeze(${JSON_STATE});`],
  [
    'a literal of a script',
    `__INITIAL_STATE__ = { product: { name: 'Steel kettle', price: 49.5, }, } // state`,
  ],
  ['JSON in single quotes', `window.__INITIAL_STATE__ = JSON.parse('${JSON_STATE}');`],
  ['JSON in double quotes', `window.__INITIAL_STATE__ = JSON.parse(${JSON.stringify(JSON_STATE)});`],
  [
    'JSON with escaped letters',
    `window.__INITIAL_STATE__ = JSON.parse('${JSON_STATE.replaceAll('"', '\\x22').replace('S', '\\u0053')}');`,
  ],
  [
    'JSON as part of an address',
    `window.__INITIAL_STATE__ = JSON.parse(decodeURIComponent("${encodeURIComponent(JSON_STATE)}"));`,
  ],
  ['JSON in a text that a script reads later', `window.__INITIAL_STATE__ = ${JSON.stringify(JSON_STATE)};`],
  [
    'state behind code with a regular expression',
    `var f=function(s){return /['"]/.test(s)};window.__INITIAL_STATE__=${JSON_STATE}`,
  ],
])('reads %s', (_what, script) => {
  expect(variables(script, '__INITIAL_STATE__')).toEqual([{ name: '__INITIAL_STATE__', value: STATE }]);
});

test('reads members of objects, plain values and what is pushed', () => {
  const script = `App.state = {"price": 5}; var price = 19.9, currency = 'CHF';
    dataLayer.push({"event": "view"}); dataLayer.push({"event": "cart"});`;
  expect(variables(script)).toEqual([
    { name: 'App.state', value: { price: 5 } },
    { name: 'price', value: 19.9 },
    { name: 'currency', value: 'CHF' },
    { name: 'dataLayer', value: { event: 'view' } },
    { name: 'dataLayer', value: { event: 'cart' } },
  ]);
});

test('keeps the digits of long numbers', () => {
  expect(variables('state = {"id": 12345678901234567890}')[0]?.value).toEqual({ id: '12345678901234567890' });
});

test.each([
  ['a comparison', 'if (state == {"a": 1}) f()'],
  ['a function', 'state => {"a"}'],
  ['a text that is joined', `state = "a" + b`],
  ['a sum', 'state = 19.9 + tax;'],
  ['a text that a script fills', 'state = `{"a": ${b}}`;'],
  ['a text that does not end', `state = "a`],
  ['a call', 'state = load({"a": 1})'],
  ['broken JSON that is to be parsed', `state = JSON.parse('{"a":')`],
])('reads nothing from %s', (_what, script) => {
  expect(variables(script, 'state')).toEqual([]);
});

test('does not take a name for another that ends in it', () => {
  expect(variables('my.state = {"a": 1}; mystate = {"a": 2}; $state = {"a": 3}', 'state')).toEqual([]);
});

test('leaves scripts of data to those who read them', () => {
  const { root } = parseHtml('<script type="application/json">{"a":"b = {}"}</script>');
  expect(scriptVariables(selectCss(root, 'script'))).toEqual([]);
});

test('gives up in time on a script that is made to take long', () => {
  const hostile = [
    'a.'.repeat(900_000),
    'a={'.repeat(600_000),
    `a="${'\\"'.repeat(900_000)}`,
    `a${' '.repeat(1_900_000)}`,
    'a["a"]'.repeat(300_000),
    "a={'".repeat(400_000),
    'a=a||'.repeat(300_000),
  ];
  const found = hostile.map((script) => variables(script).length);
  expect(found.every((count) => count <= 2_000)).toBe(true);
});

test.each([
  ['window.__DATA__', '__DATA__'],
  ['window["__DATA__"]', '__DATA__'],
  ["self['App'].state", 'App.state'],
  ['größe', 'größe'],
  ['$state', '$state'],
  ['$.state', null],
  ['a b', null],
  ['1st', null],
  ['', null],
])('%s is the name %s', (written, name) => {
  expect(variableName(written)).toBe(name);
});
