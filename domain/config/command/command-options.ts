// Which options of `webloom add` say a job, and which of its members no option says as they are.
import { describeCondition } from '../../change/condition-text.ts';
import { placeText } from '../place-text.ts';
import { addressesOf } from '../source-addresses.ts';
import { isSameValue } from '../../system/differing-members.ts';
import { parseNamedRule, textOfRule } from '../../price/rule/rule-text.ts';
import { pageStepText } from '../page-step/page-step-text.ts';
import { missedText } from '../schedule/missed-text.ts';
import { windowText } from '../schedule/window-text.ts';
import { formatEvery } from '../schedule/interval-text.ts';
import type { JobInput } from '../schema.ts';
import type { PageStep } from '../../web/page-step/page-step.ts';

type Config = JobInput['config'];
type Changes = NonNullable<Config['changes']>;
type Options = readonly (readonly [name: string, value?: string])[];

/** What has a short form, and the paths of what has none, as `changes.priceRules`. */
export interface CommandOptions {
  readonly addresses: readonly string[];
  readonly options: Options;
  readonly unsaid: readonly string[];
}

export function commandOptions({ name, tags = [], note, config }: JobInput): CommandOptions {
  const { source, schedule, changes = {}, fetch = {}, link, fields: _fields, ...rest } = config;
  const { login, proxy, profile, render, steps, method, body, ...asked } = fetch;
  const { acceptStatus, uncheckedCertificates, screenshot, keepServed, obeyRobots, ...fetchRest } = asked;
  const said = [...sourceOptions(source), ...scheduleOptions(schedule), ...changeOptions(changes)];
  return {
    addresses: addressesOf(source),
    options: [
      ...said,
      ...once('--login', login),
      ...once('--proxy', proxy),
      ...once('--profile', profile),
      ...once('--render', render),
      ...flag('--ignore-robots', obeyRobots === false),
      ...keptOptions({ screenshot, keepServed }),
      ...each('--step', steps?.map(stepWords)),
      ...once('--method', method),
      ...(body === undefined ? [] : ([['--body', [body.type, body.text].join(':')]] as const)),
      ...each('--accept-status', acceptStatus?.map(String)),
      ...each('--unchecked-certificate', uncheckedCertificates),
      ...once('--link', link),
      ...once('--name', name),
      ...each('--tag', tags),
      ...once('--note', note ?? undefined),
    ],
    unsaid: [
      ...present('', { fields: config.fields, ...rest }),
      ...present('source.', unsaidOfSource(source)),
      ...present('fetch.', {
        ...fetchRest,
        keepServed: keepServed === false ? keepServed : undefined,
        obeyRobots: obeyRobots === true ? obeyRobots : undefined,
      }),
      ...present('changes.', unsaidOfChanges(changes)),
    ],
  };
}

/** What is kept beside versions. */
function keptOptions({ screenshot, keepServed }: NonNullable<Config['fetch']>): Options {
  return [
    ...(screenshot === undefined ? [] : ([['--screenshot', screenshot]] as const)),
    ...flag('--keep-served', keepServed === true),
  ];
}

/** A secret is no word of a command line: the command takes it from the environment. */
function stepWords(step: PageStep): string {
  const isSecret = step.do === 'fill' && step.secret === true;
  return pageStepText(isSecret ? { ...step, value: '$SECRET' } : step);
}

/** The names of members that say something. */
function present(place: string, members: object): string[] {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name]) => `${place}${name}`);
}

function flag(option: string, isSaid: boolean): Options {
  return isSaid ? [[option]] : [];
}

function once(option: string, value: string | undefined): Options {
  return value === undefined ? [] : [[option, value]];
}

function each(option: string, values: readonly string[] | undefined): Options {
  return (values ?? []).map((value) => [option, value] as const);
}

type Source = Config['source'];

const KINDS = {
  pages: [],
  site: [['--site']],
  listing: [['--listing']],
  sitemap: [['--sitemap']],
  feed: [['--feed-entries']],
} as const satisfies Record<Source['kind'], Options>;

function sourceOptions(source: Source): Options {
  const kind: Options = KINDS[source.kind];
  if (source.kind !== 'site' && source.kind !== 'sitemap') return kind;
  return [...kind, ...each('--include', source.include), ...each('--exclude', source.exclude)];
}

function unsaidOfSource(source: Source): object {
  const { kind: _kind, ...members } = source;
  const unsaid: Record<string, unknown> = { ...members };
  for (const name of ['urls', 'start', 'sitemaps', 'feeds', 'include', 'exclude'])
    Reflect.deleteProperty(unsaid, name);
  return unsaid;
}

function scheduleOptions(schedule: Config['schedule']): Options {
  if (schedule === undefined) return [];
  const { timezone, window, except, missed } = schedule;
  const times = schedule.kind === 'interval' ? formatEvery(schedule.everyMs) : schedule.cron;
  return [
    [schedule.kind === 'interval' ? '--every' : '--cron', times],
    ...each('--window', window === undefined ? [] : [windowText(window)]),
    ...each('--except', except),
    ...each('--missed', missed === undefined ? [] : [missedText(missed)]),
    ...(timezone === undefined ? [] : ([['--zone', timezone]] as const)),
  ];
}

function changeOptions(changes: Changes): Options {
  const { scope, conditions, watch, minSeverity, frame, only = [] } = changes;
  return [
    ...each('--part', scope?.include),
    ...each('--without', scope?.exclude),
    ...(changes.filters ?? []).flatMap(filterOption),
    ...each('--ignore-text', changes.ignoreText),
    ...each('--trigger-text', changes.triggerText),
    ...each('--block-while', changes.blockWhilePresent),
    ...each('--when', conditions?.all?.map(describeCondition)),
    ...each('--when-any', conditions?.any?.map(describeCondition)),
    ...(only.length === 0 ? [] : ([['--only', only.join(',')]] as const)),
    ...(minSeverity === undefined ? [] : ([['--min-severity', minSeverity]] as const)),
    ...(frame === undefined ? [] : ([['--frame', frame]] as const)),
    ...each('--body-part', changes.bodyParts),
    ...each('--frame-part', changes.frameParts),
    ...(watch === undefined ? [] : ([['--watch', watch]] as const)),
    ...pictureOptions(changes.picture),
    ...(changes.modelSummary === true ? ([['--model-summary']] as const) : []),
    ...each('--price-rule', (changes.priceRules ?? []).map(namedText)),
  ];
}

function pictureOptions({ thresholdPercent, include, exclude }: Changes['picture'] = {}): Options {
  return [
    ...(thresholdPercent === undefined ? [] : ([['--picture-threshold', `${thresholdPercent}`]] as const)),
    ...each('--picture-part', include?.map(placeText)),
    ...each('--picture-without', exclude?.map(placeText)),
  ];
}

type Rules = NonNullable<Changes['priceRules']>;

function namedText({ name, ...rule }: Rules[number]): string {
  return name === undefined ? textOfRule(rule) : `${name}: ${textOfRule(rule)}`;
}

/** A rule with limits of its own, as how far a price has to come back, is no text. */
function isSaidRule(rule: Rules[number]): boolean {
  return isSameValue(parseNamedRule(namedText(rule)), rule);
}

type Filter = NonNullable<Changes['filters']>[number];

function filterOption(filter: Filter): Options {
  if (filter.kind === 'extract') return each('--extract', filter.matching);
  if (filter.kind === 'keep-lines' || filter.kind === 'drop-lines')
    return each(`--${filter.kind}`, filter.containing);
  return [];
}

/** One option of the command makes a filter with one text. */
function isSaidFilter(filter: Filter): boolean {
  if (filter.kind === 'extract') return filter.matching.length === 1;
  return (filter.kind === 'keep-lines' || filter.kind === 'drop-lines') && filter.containing.length === 1;
}

function unsaidOfChanges(changes: Changes): object {
  const {
    scope: _scope,
    conditions: _conditions,
    ignoreText: _ignored,
    triggerText: _trigger,
    blockWhilePresent: _blocked,
    only: _only,
    minSeverity: _severity,
    frame: _frame,
    bodyParts: _bodyParts,
    frameParts: _frameParts,
    watch: _watch,
    picture: _picture,
    modelSummary,
    priceRules = [],
    filters = [],
    ...unsaid
  } = changes;
  return {
    ...unsaid,
    ...(modelSummary === false ? { modelSummary } : {}),
    priceRules: priceRules.every(isSaidRule) ? [] : priceRules,
    filters: filters.every(isSaidFilter) ? [] : filters,
  };
}
