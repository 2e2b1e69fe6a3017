// Watches of changedetection.io: each field of them, their groups, the settings of their installation, and its backups.
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { entriesOf } from './import-rules.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const GROUP = '99999999-2222-4333-8444-555555555555';

function watchFile(watch: Record<string, unknown>, settings: unknown = {}): string {
  const whole = { url: 'https://a.example/', time_between_check: { minutes: 30 }, ...watch };
  return JSON.stringify({ watching: { [UUID]: whole }, settings });
}

function changesOf(watch: Record<string, unknown>): unknown {
  return entriesOf(watchFile(watch))[0]?.input?.config.changes;
}

it('reads a watch with its title, its groups, its time and its own id', () => {
  const settings = { application: { tags: { [GROUP]: { title: 'Shops' } } } };
  const [entry] = entriesOf(watchFile({ title: 'Tents', tags: [GROUP], paused: true }, settings));
  expect(entry).toMatchObject({ sourceId: UUID, name: 'Tents', paused: true, outcome: 'whole' });
  expect(entry?.input?.tags).toEqual(['import-1', 'shops']);
  expect(entry?.input?.config.schedule).toEqual({ kind: 'interval', everyMs: 1_800_000 });
});

it('takes the time of the installation where a watch has none, and three hours where nobody says', () => {
  const settings = { requests: { time_between_check: { hours: 2 } } };
  const every = (content: string): unknown => entriesOf(content)[0]?.input?.config.schedule;
  expect(every(watchFile({ time_between_check: {} }, settings))).toMatchObject({ everyMs: 7_200_000 });
  expect(every(watchFile({ time_between_check: {} }))).toMatchObject({ everyMs: 10_800_000 });
});

it('keeps the hours of the week where its days are alike', () => {
  const day = { enabled: true, start_time: '08:00', duration: { hours: '10', minutes: '30' } };
  const limit = {
    enabled: true,
    timezone: 'Europe/Zurich',
    monday: day,
    friday: day,
    sunday: { ...day, enabled: false },
  };
  expect(entriesOf(watchFile({ time_schedule_limit: limit }))[0]?.input?.config.schedule).toEqual({
    kind: 'interval',
    everyMs: 1_800_000,
    timezone: 'Europe/Zurich',
    window: { days: ['mon', 'fri'], from: '08:00', to: '18:30' },
  });
  const uneven = { ...limit, friday: { ...day, start_time: '09:00' } };
  expect(entriesOf(watchFile({ time_schedule_limit: uneven }))[0]?.losses).toMatchObject([
    { option: 'time_schedule_limit' },
  ]);
});

it.each<[string, Record<string, unknown>, unknown]>([
  [
    'selectors of four languages',
    { include_filters: ['.a', 'xpath://h2', 'json:$.x', 'jq:.a[0]'] },
    { scope: { include: ['.a', 'xpath://h2', 'json:$.x', "$['a'][0]"] } },
  ],
  ['what is left out', { subtractive_selectors: ['nav'] }, { scope: { exclude: ['nav'] } }],
  [
    'texts',
    { ignore_text: ['ad'], trigger_text: ['/sale/i'], text_should_not_be_present: ['sold'] },
    { ignoreText: ['ad'], triggerText: ['/sale/i'], blockWhilePresent: ['sold'] },
  ],
  [
    'lines',
    {
      extract_text: ['/\\d+/'],
      sort_text_alphabetically: true,
      remove_duplicate_lines: true,
      trim_text_whitespace: true,
    },
    {
      filters: [
        { kind: 'extract', matching: ['/\\d+/'] },
        { kind: 'strip' },
        { kind: 'unique' },
        { kind: 'sort' },
      ],
    },
  ],
  ['kinds of lines', { filter_text_removed: false, filter_text_replaced: false }, { only: ['added'] }],
  ['new lines', { check_unique_lines: true }, { newLinesOnly: true }],
  [
    'conditions',
    {
      conditions: [
        { field: 'extracted_number', operator: '<', value: '50' },
        { field: 'page_filtered_text', operator: '!in', value: 'x' },
      ],
      conditions_match_logic: 'ANY',
    },
    {
      conditions: {
        any: [
          { on: 'number', is: '<', value: 50 },
          { on: 'text', is: 'contains', value: 'x', not: true },
        ],
      },
    },
  ],
  [
    'stock and price',
    {
      processor: 'restock_diff',
      restock_settings: {
        in_stock_processing: 'all_changes',
        follow_price_changes: true,
        price_change_min: 10,
        price_change_threshold_percent: 5,
      },
    },
    {
      watch: 'price-and-stock',
      priceRules: [
        { kind: 'back-in-stock' },
        { kind: 'out-of-stock' },
        { kind: 'move', below: '10', percent: 5 },
      ],
    },
  ],
  [
    'a picture',
    { processor: 'image_ssim_diff', trigger_text: ['x'], include_filters: ['#chart'] },
    { watch: 'picture', picture: { include: ['#chart'] } },
  ],
  ['a source', { url: 'source:https://a.example/' }, { compare: 'source' }],
])('maps %s', (_, watch, changes) => {
  const [entry] = entriesOf(watchFile(watch));
  expect([entry?.outcome, entry?.losses]).toEqual(['whole', []]);
  expect(changesOf(watch)).toEqual(changes);
});

it('says what is lost: what a browser can not send, a proxy, a script, a model', () => {
  const [entry] = entriesOf(
    watchFile({
      method: 'POST',
      body: 'a=b',
      proxy: 'proxy-1',
      ignore_status_codes: true,
      llm_intent: 'tell me',
      fetch_backend: 'html_webdriver',
      browser_steps: [{ operation: 'Execute JS', selector: '', optional_value: 'x()' }],
      notification_title: 'T',
      notification_urls: [],
    }),
  );
  expect(entry?.losses.map(({ option }) => option).toSorted()).toEqual([
    'body',
    'browser step Execute JS',
    'ignore_status_codes',
    'llm_intent',
    'notification_title, notification_body',
    'proxy',
  ]);
});

it('refuses an address that is computed', () => {
  expect(entriesOf(watchFile({ url: 'https://a.example/{% now "utc" %}' }))[0]).toMatchObject({
    outcome: 'refused',
  });
});

it('adds what groups and the installation say of all their watches', () => {
  const settings = {
    application: {
      global_ignore_text: ['ad'],
      notification_urls: ['json://all.example/'],
      tags: {
        [GROUP]: {
          title: 'G',
          overrides_watch: true,
          include_filters: ['main'],
          notification_urls: ['json://group.example/'],
        },
      },
    },
  };
  const [entry] = entriesOf(watchFile({ tags: [GROUP] }, settings));
  expect(entry?.input?.config.changes).toEqual({ scope: { include: ['main'] }, ignoreText: ['ad'] });
  expect(entry?.channels).toMatchObject([{ kind: 'http', url: 'http://group.example/' }]);
  expect(entriesOf(watchFile({ notification_muted: true }, settings))[0]?.channels).toEqual([]);
});

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

it('reads a backup of today, with a folder for each watch', () => {
  const zip = zipSync({
    'changedetection.json': json({ settings: { requests: { time_between_check: { hours: 5 } } } }),
    [`${UUID}/watch.json`]: json({ url: 'https://a.example/', tags: [GROUP], processor: 'restock_diff' }),
    [`${UUID}/restock_diff.json`]: json({ in_stock_processing: 'off', follow_price_changes: true }),
    [`${GROUP}/tag.json`]: json({ title: 'Shops' }),
    [`${UUID}/history.txt`]: new Uint8Array(),
    'secret.txt': new TextEncoder().encode('no'),
  });
  const [entry, ...others] = entriesOf(zip);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ sourceId: UUID, outcome: 'whole' });
  expect(entry?.input?.tags).toEqual(['import-1', 'shops']);
  expect(entry?.input?.config).toMatchObject({
    schedule: { everyMs: 18_000_000 },
    changes: { priceRules: [{ kind: 'any-change' }] },
  });
});

it('reads an older backup, packed in a folder, and accounts for a watch that is broken', () => {
  const zip = zipSync({ 'data/url-watches.json': new TextEncoder().encode(watchFile({ title: 'Old' })) });
  expect(entriesOf(zip)[0]).toMatchObject({ name: 'Old', outcome: 'whole' });
  const broken = zipSync({ [`${UUID}/watch.json`]: new TextEncoder().encode('{') });
  expect(entriesOf(broken)[0]).toMatchObject({
    sourceId: UUID,
    outcome: 'refused',
    reason: 'It has no address.',
  });
});

it('reads what its API answers', () => {
  const answer = JSON.stringify({ [UUID]: { url: 'https://a.example/', title: 'T', last_changed: 0 } });
  expect(entriesOf(answer)[0]).toMatchObject({ sourceId: UUID, name: 'T', outcome: 'whole' });
});

it('asks by POST where something is sent', () => {
  const sent = (watch: Record<string, unknown>) => entriesOf(watchFile(watch))[0]?.input?.config.fetch;
  expect(sent({ method: 'POST', body: '{"q": 1}' })).toEqual({ body: { type: 'json', text: '{"q": 1}' } });
  expect(sent({ method: 'POST', body: 'plain words' })).toEqual({
    body: { type: 'text', text: 'plain words' },
  });
  expect(sent({ method: 'GET', body: 'left over' })).toBeUndefined();
});

it('names the pool to make of a proxy, also where the installation names it for all, and never an address', () => {
  const insteadOf = (watch: Record<string, unknown>, proxy: string): string[] =>
    entriesOf(watchFile(watch, { requests: { proxy } }))[0]?.losses.map(({ instead }) => instead) ?? [];
  expect(insteadOf({}, 'ui-0Swiss exit')).toEqual([
    expect.stringContaining("webloom proxies add 'Swiss exit'"),
  ]);
  expect(insteadOf({ proxy: 'system' }, 'gate')).toEqual([expect.stringContaining("--proxy 'gate'")]);
  expect(insteadOf({ proxy: 'no-proxy' }, 'gate')).toEqual([]);
  expect(insteadOf({}, 'http://ada:SECRET@gate.example:3128').join('')).not.toMatch(/^$|SECRET/);
});
