// What a watch of changedetection.io is here. Its groups and the settings of its installation have a say in it.
import { JobDraft } from '../draft.ts';
import { withDates } from '../translate/jinja-date.ts';
import { jqPaths } from '../translate/json-query.ts';
import { sendRequest } from '../translate/request-body.ts';
import type { Members } from '../../../system/differing-members.ts';
import { isUnsaid, membersOf, numberOf, textOf, textsOf, within } from '../translate/value.ts';
import { mapConditions } from './map-condition.ts';
import { mapPageSteps } from './page-steps.ts';
import { mapProcessor } from './processor.ts';
import { mapSchedule } from './schedule.ts';
import type { ForeignStore } from './store.ts';

export function readEntries(store: ForeignStore): JobDraft[] {
  return store.watches.map(([uuid, watch]) => toDraft(uuid, watch, store));
}

function toDraft(uuid: string, watch: Members, store: ForeignStore): JobDraft {
  const draft = new JobDraft(uuid);
  const groups = groupsOf(watch, store);
  /** Its own, those of groups that add theirs, and those of all. */
  const all = (name: string, common?: string): string[] => [
    ...textsOf(watch[name]),
    ...groups.flatMap((group) => (group['overrides_watch'] === true ? textsOf(group[name]) : [])),
    ...(common === undefined ? [] : textsOf(store.application[common])),
  ];
  draft.name = textOf(watch['title']);
  draft.paused = watch['paused'] === true;
  mapAddress(draft, watch);
  draft.tag(...tagsOf(watch, groups));
  mapSchedule(draft, watch, store);
  mapRequest(draft, watch, store);
  for (const selector of all('include_filters')) include(draft, selector);
  draft.exclude.push(...all('subtractive_selectors', 'global_subtractive_selectors'));
  listed(draft, 'ignoreText', all('ignore_text', 'global_ignore_text'));
  listed(draft, 'triggerText', all('trigger_text'));
  listed(draft, 'blockWhilePresent', all('text_should_not_be_present'));
  mapLines(draft, watch, all);
  mapConditions(draft, watch);
  mapProcessor(draft, watch);
  mapNotification(draft, watch, { groups, application: store.application });
  return draft;
}

function groupsOf(watch: Members, { groups }: ForeignStore): Members[] {
  const ids: readonly unknown[] = Array.isArray(watch['tags'])
    ? watch['tags']
    : Object.keys(membersOf(watch['tags']));
  return ids.map((id) => groups.get(textOf(id))).filter((group) => group !== undefined);
}

/** Groups by their titles; older files and lists have the titles themselves. */
function tagsOf(watch: Members, groups: readonly Members[]): string[] {
  const titles = groups.map(({ title }) => textOf(title));
  const written = [watch['tag'], ...(Array.isArray(watch['tags']) ? watch['tags'] : [])].map(textOf);
  const isId = (text: string): boolean => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/.test(text);
  return [...titles, ...written.flatMap((text) => text.split(',')).filter((text) => !isId(text))];
}

function mapAddress(draft: JobDraft, watch: Members): void {
  const written = textOf(watch['url']).trim();
  const [, isSource, url = ''] = /^(source:)?(.*)$/s.exec(written) ?? [];
  const dated = withDates(url);
  if (dated === null)
    draft.refuse('Its address is computed (Jinja2); an address of a job may have dates in it: {today-7d}.');
  if (dated !== null && dated.zones.length > 0)
    draft.lose(
      `url: now in ${dated.zones.join(', ')}`,
      'Dates in an address are of the time zone of the schedule.',
      'Give the job that zone: webloom edit JOB --zone.',
    );
  if (url !== '') draft.address(dated?.url ?? url);
  if (isSource !== undefined) draft.changes['compare'] = 'source';
}

function mapRequest(draft: JobDraft, watch: Members, { application, requests }: ForeignStore): void {
  const own = textOf(watch['fetch_backend']);
  const backend = own === '' || own === 'system' ? textOf(application['fetch_backend']) : own;
  if (/webdriver|playwright|browser/.test(backend)) {
    draft.fetch['render'] = 'always';
    mapPageSteps(draft, watch['browser_steps']);
    const delay = numberOf(watch['webdriver_delay']) ?? numberOf(application['webdriver_delay']);
    if (delay !== null && delay > 0) draft.fetch['waitFor'] = { ms: within(delay * 1_000, 0, 60_000) };
    if (!isUnsaid(watch['webdriver_js_execute_code']))
      draft.lose(
        'webdriver_js_execute_code',
        'Scripts run in pages only where the operator allows them.',
        'Add it by --step script:@FILE (docs/rendered.md).',
      );
  }
  for (const [name, value] of Object.entries(membersOf(watch['headers']))) draft.header(name, textOf(value));
  sendRequest(draft, { method: textOf(watch['method']), body: bodyOf(watch), isJson: false }, 'body');
  loseProxy(draft, textOf(watch['proxy']), textOf(requests['proxy']));
  if (watch['ignore_status_codes'] === true)
    draft.lose(
      'ignore_status_codes',
      'Of a page that answers with an error nothing is compared.',
      'Name the answers that count: --accept-status 404.',
    );
  for (const option of ['llm_intent', 'llm_change_summary'])
    if (!isUnsaid(watch[option]))
      draft.lose(option, 'No model judges a change.', 'Use texts and conditions (docs/watching.md).');
}

/** Its own, else that of the installation. Its address may have a password, so that the name alone is told. */
function loseProxy(draft: JobDraft, own: string, common: string): void {
  const chosen = own === '' || own === 'system' ? common : own;
  if (chosen === '' || chosen === 'no-proxy' || chosen === 'system') return;
  const [, name = ''] = /^(?:ui-\d+)?([\w .-]{1,60})$/.exec(chosen) ?? [];
  const pool = name.trim() === '' ? 'Proxies' : name.trim();
  draft.lose(
    'proxy',
    'Proxies are not taken over.',
    `Make a pool of it, webloom proxies add '${pool}' --server …, and name that: webloom edit JOB --proxy '${pool}' (docs/proxy.md).`,
  );
}

/** It is sent by other methods than GET alone. */
function bodyOf(watch: Members): unknown {
  return /^(?:get)?$/i.test(textOf(watch['method'])) ? null : watch['body'];
}

/** A CSS selector, XPath, JSONPath or jq. */
function include(draft: JobDraft, selector: string): void {
  const [, query] = /^jq(?:raw)?:(.*)$/s.exec(selector.trim()) ?? [];
  if (query === undefined) {
    draft.include.push(selector.trim());
    return;
  }
  const paths = jqPaths(query);
  if (paths === null)
    draft.lose(
      'include_filters jq',
      'Of jq only plain paths can be translated, as .items[].price.',
      "Write a JSONPath: webloom edit JOB --part '$.items[*].price'.",
    );
  else draft.include.push(...paths);
}

function listed(draft: JobDraft, member: string, texts: readonly string[]): void {
  if (texts.length > 0) draft.changes[member] = [...new Set(texts.map((text) => text.trim()))];
}

const KINDS = {
  filter_text_added: 'added',
  filter_text_removed: 'removed',
  filter_text_replaced: 'changed',
} as const;

function mapLines(draft: JobDraft, watch: Members, all: (name: string) => string[]): void {
  const kept = all('extract_lines_containing');
  if (kept.length > 0) draft.filters.push({ kind: 'keep-lines', containing: kept });
  const found = all('extract_text');
  if (found.length > 0) draft.filters.push({ kind: 'extract', matching: found });
  if (watch['trim_text_whitespace'] === true) draft.filters.push({ kind: 'strip' });
  if (watch['remove_duplicate_lines'] === true) draft.filters.push({ kind: 'unique' });
  if (watch['sort_text_alphabetically'] === true) draft.filters.push({ kind: 'sort' });
  if (watch['check_unique_lines'] === true) draft.changes['newLinesOnly'] = true;
  const told = Object.entries(KINDS).filter(([option]) => watch[option] !== false);
  if (told.length === 0)
    draft.lose('filter_text_added, _removed, _replaced', 'Told of nothing at all.', 'Pause the job.');
  else if (told.length < Object.keys(KINDS).length) draft.changes['only'] = told.map(([, kind]) => kind);
}

const MESSAGE = ['notification_title', 'notification_body'];

/** Who is told: its own addresses, else those of its groups, else those of all. */
function mapNotification(
  draft: JobDraft,
  watch: Members,
  { groups, application }: { readonly groups: readonly Members[]; readonly application: Members },
): void {
  if (watch['notification_muted'] === true) return;
  const own = [watch, ...groups, application]
    .map((one) => textsOf(one['notification_urls']))
    .find((list) => list.length > 0);
  draft.addresses.push(...(own ?? []));
  if (MESSAGE.some((option) => !isUnsaid(watch[option])))
    draft.lose(
      'notification_title, notification_body',
      'Messages are written alike for all jobs.',
      'A channel of the kind http has a text of your own.',
    );
}
