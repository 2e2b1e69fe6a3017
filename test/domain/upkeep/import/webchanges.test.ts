// Every key and every filter that the form of webchanges' jobs knows has an answer: what it becomes, what is lost, or why it is
// refused.
import { expect, it } from 'vitest';
import { knownFilters } from '../../../../domain/upkeep/import/webchanges/map-filter.ts';
import { knownKeys } from '../../../../domain/upkeep/import/webchanges/read-jobs.ts';
import { configOf, entriesOf } from './import-rules.ts';

/** A line of YAML for each key, and what becomes of it: a configuration, the option that is lost, or words of a refusal. */
const KEYS: readonly (readonly [line: string, becomes: Record<string, unknown> | 'lost' | RegExp])[] = [
  ['name: Tents', {}],
  ['url: https://a.example/', {}],
  ['command: ls', /runs no commands/],
  ['note: of the shop', {}],
  ['user_visible_url: https://b.example/', { link: 'https://b.example/' }],
  ['user_visible_url: the shop', 'lost'],
  ['kind: url', {}],
  ['method: POST', { fetch: { method: 'POST' } }],
  ['method: PURGE', 'lost'],
  ['data: a=b', { fetch: { body: { type: 'form', text: 'a=b' } } }],
  ['data: {a: b c}', { fetch: { body: { type: 'form', text: 'a=b+c' } } }],
  ['data: \'{"a": 1}\'', { fetch: { body: { type: 'json', text: '{"a": 1}' } } }],
  ['data_as_json: true', {}],
  ['headers: {Accept-Language: de}', { fetch: { headers: [{ name: 'Accept-Language', value: 'de' }] } }],
  ['encoding: utf-8', {}],
  ['timeout: 5', { fetch: { deadlineMs: 5_000 } }],
  ['ignore_connection_errors: true', {}],
  ['no_redirects: true', 'lost'],
  ['max_tries: 2', {}],
  ['max_tries: 9', 'lost'],
  ['retries: 1', { fetch: { maxAttempts: 2 } }],
  ['cookies: {a: b}', { fetch: { headers: [{ name: 'Cookie', value: 'a=b', secret: true }] } }],
  ['ignore_cached: true', 'lost'],
  ['ignore_http_error_codes: 404', 'lost'],
  ['ignore_timeout_errors: true', {}],
  ['ignore_too_many_redirects: true', {}],
  ['no_conditional_request: true', 'lost'],
  ['http_client: curl_cffi', { fetch: { profile: 'browser' } }],
  ['impersonate: chrome', { fetch: { profile: 'browser' } }],
  ['ignore_dh_key_too_small: true', 'lost'],
  ['params: {q: tent}', {}],
  ['ssl_no_verify: true', { fetch: { uncheckedCertificates: ['a.example'] } }],
  ['ssl_no_verify: false', {}],
  ['ssl_no_verify: true\nuse_browser: true', 'lost'],
  ['proxy: http://proxy.example/', 'lost'],
  ['use_browser: true', { fetch: { render: 'always' } }],
  ['block_elements: [image]', {}],
  ['evaluate: document.title', 'lost'],
  [
    'http_credentials: me:pass',
    { fetch: { headers: [{ name: 'Authorization', value: 'Basic bWU6cGFzcw==', secret: true }] } },
  ],
  ['ignore_default_args: true', 'lost'],
  ['ignore_https_errors: true', 'lost'],
  ['init_script: x()', 'lost'],
  ['initialization_js: x()', 'lost'],
  ['initialization_url: https://a.example/login', 'lost'],
  ['referer: https://b.example/', { fetch: { headers: [{ name: 'Referer', value: 'https://b.example/' }] } }],
  ['switches: [--mute]', 'lost'],
  ['user_data_dir: /tmp/x', 'lost'],
  ['wait_for_function: x()', 'lost'],
  ['wait_for_selector: .price', { fetch: { waitFor: { selector: '.price' } } }],
  ['wait_for_selector: xpath=//b', { fetch: { waitFor: { selector: '//b' } } }],
  ['wait_for_selector: text=Sold out', { fetch: { waitFor: { text: 'Sold out' } } }],
  ['wait_for_timeout: 2', { fetch: { waitFor: { ms: 2_000 } } }],
  ['wait_for_url: https://b.example/', 'lost'],
  ['wait_until: load', {}],
  ['filters: [strip]', { changes: { filters: [{ kind: 'strip' }] } }],
  [
    'filter: "css:.a,html2text,strip"',
    { changes: { scope: { include: ['.a'] }, filters: [{ kind: 'strip' }] } },
  ],
  ['diff_filters: [strip]', 'lost'],
  ['diff_filter: strip', 'lost'],
  ['differ: wdiff', {}],
  ['differ: {name: command, command: x}', /runs no commands/],
  ['differ: {name: ai_google}', 'lost'],
  ['additions_only: true', { changes: { only: ['added'], remainingAtMost: 0.25 } }],
  ['deletions_only: true', { changes: { only: ['removed'] } }],
  ['contextlines: 3', {}],
  ['enabled: false', {}],
  ['is_markdown: true', {}],
  ['monospace: true', {}],
  ['suppress_error_ended: true', 'lost'],
  ['suppress_errors: true', 'lost'],
  ['suppress_repeated_errors: true', {}],
  ['compared_versions: 3', { changes: { comparedVersions: 3 } }],
  ['compared_versions: 500', { changes: { comparedVersions: 20 } }],
  ['compared_versions: 1', {}],
  ['hook_data: x', 'lost'],
];

const FILTERS: readonly (readonly [filter: string, becomes: Record<string, unknown> | 'lost' | RegExp])[] = [
  ['absolute_links', {}],
  ['ascii85', 'lost'],
  ['base64', 'lost'],
  ['beautify', {}],
  ['css: .a', { scope: { include: ['.a'] } }],
  ['css: {selector: .a, exclude: .b}', { scope: { include: ['.a'], exclude: ['.b'] } }],
  ['css: {selector: .a, skip: 1}', 'lost'],
  ['csv2text: {format_message: "{0}"}', 'lost'],
  [
    'delete_lines_containing: {re: "^x"}',
    { compare: 'source', filters: [{ kind: 'drop-lines', containing: ['/^x/'] }] },
  ],
  ['element-by-class: a', { scope: { include: ['class:a'] } }],
  ['element-by-id: a', { scope: { include: ['id:a'] } }],
  ['element-by-style: "color: red"', { scope: { include: ['style:color: red'] } }],
  ['element-by-tag: main', { scope: { include: ['tag:main'] } }],
  ['execute: ls', /runs no commands/],
  ['format-json', { format: 'json-pretty' }],
  ['format-xml', {}],
  ['grep: "2026"', { compare: 'source', filters: [{ kind: 'keep-lines', containing: ['2026'] }] }],
  ['grepi: Foo', { compare: 'source', filters: [{ kind: 'drop-lines', containing: ['/Foo/'] }] }],
  ['hexdump', 'lost'],
  ['html2text', {}],
  ['html2text: {ignore_links: false}', { linkTargets: true }],
  ['ical2text', { format: 'text', filters: [{ kind: 'ical-to-text' }] }],
  ['jq: ".a[].b"', { format: 'json', scope: { include: ["$['a'][*]['b']"] } }],
  ['jq: "[.a | select(.b > 1)]"', 'lost'],
  ['jsontoyaml', { format: 'json-pretty' }],
  [
    'keep_lines_containing: {text: tent, re: "(?i)sale"}',
    { compare: 'source', filters: [{ kind: 'keep-lines', containing: ['/tent/', '/sale/i'] }] },
  ],
  ['ocr', /text of pictures/],
  ['pdf2text', {}],
  ['pdf2text: {password: tent}', 'lost'],
  ['pretty-xml', {}],
  ['pypdf', {}],
  ['re.findall: "a(b)"', { compare: 'source', filters: [{ kind: 'extract', matching: ['/a(?:b)/'] }] }],
  [
    String.raw`re.findall: {pattern: '(\d+) CHF', repl: '\1'}`,
    {
      compare: 'source',
      filters: [
        { kind: 'extract', matching: [String.raw`/(?:\d+) CHF/`] },
        { kind: 'replace', pattern: String.raw`(\d+) CHF`, with: '${1}' },
      ],
    },
  ],
  [
    String.raw`re.sub: {pattern: '(?m)^\$(.)', repl: '$\g<1>'}`,
    {
      compare: 'source',
      filters: [{ kind: 'replace', pattern: String.raw`^\$(.)`, with: '$$${1}', flags: 'm' }],
    },
  ],
  ['re.sub: "(?=x)"', /looking ahead/],
  ['remove_repeated', { filters: [{ kind: 'unique', adjacent: true }] }],
  ['remove_repeated: {separator: "|"}', 'lost'],
  ['reverse', { filters: [{ kind: 'reverse' }] }],
  ['sha1sum', { compare: 'source', noise: 'none' }],
  ['shellpipe: ls', /runs no commands/],
  ['sort: {reverse: true}', { filters: [{ kind: 'sort', reverse: true }] }],
  ['strip', { filters: [{ kind: 'strip' }] }],
  [
    'strip: {chars: ".", side: left, splitlines: true}',
    { filters: [{ kind: 'strip', characters: '.', side: 'start' }] },
  ],
  ['strip: {chars: "."}', { filters: [{ kind: 'replace', pattern: String.raw`\A[.]+|[.]+\z`, with: '' }] }],
  ['xpath: //h2', { scope: { include: ['//h2'] } }],
  [
    'xpath: {path: //h2, skip: 1, maxitems: 2}',
    { scope: { include: ['(//h2)[position() > 1 and position() <= 3]'] } },
  ],
];

function answerTo(content: string, option: string): Record<string, unknown> | string {
  const [entry] = entriesOf(content);
  if (entry === undefined) return 'no entry';
  if (entry.outcome === 'refused') return entry.reason ?? '';
  if (entry.losses.length === 0) return configOf(content);
  return entry.losses.every(({ option: lost }) => lost.includes(option)) ? 'lost' : 'lost something else';
}

/** Of a refusal the words that it has, else all of the answer. */
function expected(becomes: Record<string, unknown> | 'lost' | RegExp): unknown {
  return becomes instanceof RegExp ? expect.stringMatching(becomes) : becomes;
}

it.each(KEYS)('the key “%s” has an answer', (line, becomes) => {
  const key = line.split(':')[0] ?? '';
  const content = key === 'url' ? line : `url: https://a.example/\n${line}\n`;
  expect(answerTo(content, key)).toEqual(expected(becomes));
});

it.each(FILTERS)('the filter “%s” has an answer', (filter, becomes) => {
  const content = `url: https://a.example/\nfilters:\n  - ${filter}\n`;
  const answer = answerTo(content, filter.split(':')[0] ?? '');
  const isConfig =
    typeof becomes === 'object' && !(becomes instanceof RegExp) && Object.keys(becomes).length > 0;
  expect(answer).toEqual(isConfig ? { changes: becomes } : expected(becomes));
});

it('leaves no key and no filter out', () => {
  const firsts = (rows: readonly (readonly [string, unknown])[]): string[] => [
    ...new Set(rows.map(([line]) => line.split(':')[0] ?? '')),
  ];
  expect([firsts(KEYS).length, firsts(FILTERS).length]).toEqual([61, 35]);
  expect(knownKeys()).toEqual(expect.arrayContaining(firsts(KEYS)));
  expect(knownFilters()).toEqual(expect.arrayContaining(firsts(FILTERS)));
});

it('reads a document for each job, comments between them, and words of YAML 1.1', () => {
  const entries = entriesOf(
    '# all\n---\nname: Tents\nurl: https://a.example/\nenabled: off\n---\n# nothing\n---\nurl: a.example/b\n',
  );
  expect(entries.map(({ name, url, paused, outcome }) => [name, url, paused, outcome])).toEqual([
    ['Tents', 'https://a.example/', true, 'whole'],
    ['a.example/b', 'https://a.example/b', false, 'whole'],
  ]);
});

it('refuses one document that is no YAML and reads the others', () => {
  const entries = entriesOf('url: https://a.example/\n---\nurl: [\n---\nurl: https://b.example/\n');
  expect(entries.map(({ outcome }) => outcome)).toEqual(['whole', 'refused', 'whole']);
});

it('tells two jobs of one address apart', () => {
  const entries = entriesOf('url: https://a.example/\n---\nurl: https://a.example/\n');
  expect(entries.map(({ sourceId }) => sourceId)).toEqual(['https://a.example/', 'https://a.example/ #2']);
});

it('chooses within what a filter before chose', () => {
  const nested = 'url: https://a.example/\nfilter: css:#a,element-by-tag:p\n';
  expect(configOf(nested)).toEqual({
    changes: { scope: { include: ['css::is(#a) :is(p), :is(#a):is(p)'] } },
  });
  const paths = 'url: https://a.example/\nfilters:\n  - xpath: //main\n  - xpath: //p[@class]\n';
  expect(configOf(paths)).toEqual({
    changes: { scope: { include: ['xpath:(//main)/descendant-or-self::p[@class]'] } },
  });
});

it('puts a user name and a password of an address into a secret header', () => {
  const [entry] = entriesOf('url: https://me:p%40ss@a.example/x\n');
  expect(entry).toMatchObject({ url: 'https://a.example/x', outcome: 'whole' });
  expect(entry?.input?.config.fetch?.headers).toEqual([
    { name: 'Authorization', value: `Basic ${btoa('me:p@ss')}`, secret: true },
  ]);
});

it('adds parameters to the address', () => {
  expect(entriesOf('params: {q: a b}\nurl: https://a.example/?x=1\n')[0]?.url).toBe(
    'https://a.example/?x=1&q=a+b',
  );
});

it('goes to the first page of a session where a browser opens the job', () => {
  const content = 'url: https://a.example/\nuse_browser: yes\ninitialization_url: https://a.example/login\n';
  expect(configOf(content)).toEqual({
    fetch: {
      render: 'always',
      steps: [
        { do: 'goto', url: 'https://a.example/login' },
        { do: 'goto', url: 'site' },
      ],
    },
  });
});

it('refuses an address that no job may have', () => {
  expect(entriesOf('url: http://127.0.0.1/\n')[0]).toMatchObject({ outcome: 'refused', input: null });
});

it('keeps the note in its lines, without characters that are not seen', () => {
  const content = 'url: https://a.example/\nnote: "Ask Anna\\r\\nfirst\\a\\n\\u202elast"\n';
  expect(entriesOf(content)[0]).toMatchObject({
    outcome: 'whole',
    input: { note: 'Ask Anna\nfirst \n last' },
  });
  expect(entriesOf('url: https://a.example/\nnote: "Ask\\nAnna"\n')[0]).toMatchObject({
    outcome: 'whole',
    input: { note: 'Ask\nAnna' },
  });
});

it('cuts a note that is too long at a word, and tells it', () => {
  const [entry] = entriesOf(`url: https://a.example/\nnote: ${'rent of the flat '.repeat(100)}\n`);
  expect(entry).toMatchObject({ outcome: 'losses', losses: [{ option: 'note' }] });
  expect(entry?.input?.note).toMatch(/^rent of .*(?:rent|of|the|flat)…$/);
  expect(entry?.input?.note?.length).toBeLessThanOrEqual(1_000);
});
