// The options that say what a job is like, of `add` and `edit`, and the configuration they ask for.
import { type Command, Option } from 'commander';
import {
  DEPENDENT_EXAMPLES,
  readDependent,
  toDependent,
} from '../../domain/config/dependent/dependent-text.ts';
import { isSameValue } from '../../domain/system/differing-members.ts';
import type { ChangesPatch } from '../../domain/config/schema.ts';
import { joinPatches } from '../../domain/config/merge-patch.ts';
import { RULE_EXAMPLES } from '../../domain/price/rule/rule-examples.ts';
import { WINDOW_EXAMPLES } from '../../domain/config/schedule/window-text.ts';
import type { TextFilter } from '../../domain/reading/part/watch-rules.ts';
import { addChangeOptions, type ChangeOptions, collect, toChanges } from '../change-options.ts';
import type { CliContext } from '../context.ts';
import { findJobId } from '../find-job.ts';
import { addFieldOptions, type TypedField } from './field-option.ts';
import { type TypedHeader, toHeaders, toSecretHeaders } from './header-option.ts';
import type { MemberOption } from './option/member-option.ts';
import { MEMBER_OPTIONS } from './option/option-table.ts';
import { addPriceOptions, type PriceOptions, toPriceRules } from './price-option.ts';
import { type ScheduleOptions, toSchedule } from './schedule-option.ts';
import { type SourceOptions, toSource } from './source-option.ts';
import { addPageStepOptions, type PageStepOptions, toPageSteps } from '../page-step-options.ts';

export interface JobOptions
  extends ChangeOptions,
    PageStepOptions,
    PriceOptions,
    ScheduleOptions,
    SourceOptions {
  readonly name?: string;
  readonly header?: readonly string[];
  readonly secretHeader?: readonly string[];
  readonly secretHost?: readonly string[];
  readonly then?: readonly string[];
  readonly watch?: 'page' | 'price-and-stock' | 'picture';
  readonly priceRule?: readonly string[];
}

/** What was typed in an order that matters: filters, and fields with what is said of them. */
export interface TypedLists {
  readonly filters: readonly TextFilter[];
  readonly fields: readonly TypedField[];
}

export type Config = Readonly<Record<string, unknown>>;

/** What of a page is told; `price-rules` has it too. */
export function watchOption(): Option {
  return new Option('--watch <what>', 'what of a page is told').choices([
    'page',
    'price-and-stock',
    'picture',
  ]);
}

/** Of one job; settings of tags have none. */
export function noteOption(): Option {
  return new Option('--note <text>', 'what it is for, in your own words; "" for none');
}

export function addJobOptions(command: Command): TypedLists {
  command
    .option('--name <name>', 'what to call it')
    .option('--urls <file>', 'addresses from a file, one a line; - is standard input')
    .option('--site', 'follow links within the host')
    .option('--sitemap', 'the addresses are sitemaps')
    .option('--listing', 'the addresses are listings with links to items')
    .option('--feed-entries', 'the addresses are feeds: the pages of their entries are watched')
    .option('--every <time>', 'run every 15m, 2h, "weekday at 8 in Tokyo" …')
    .option(
      '--schedule <words>',
      'when it runs, as in "weekdays at 18:00 Berlin time"; without a zone: by the clock of this machine',
    )
    .option('--cron <cron>', 'run by five cron fields: minute hour day month weekday')
    .option('--window <window>', `run only then: ${WINDOW_EXAMPLES}`)
    .option('--except <dates>', 'not on 2026-12-25, or 2026-12-24..2027-01-01; may be repeated', collect)
    .option('--missed <what>', 'times missed while Webloom was away: skip, one (one run for all) or all:5')
    .option(
      '--zone <zone>',
      'time zone of its times of the day: Europe/Berlin, or a place as Tokyo; --cron without one: UTC',
    )
    .addOption(new Option('--tz <zone>').hideHelp());
  const fields = addFieldOptions(command);
  addPriceOptions(command);
  command
    .option('--price-rule <rule>', `when a price tells: ${RULE_EXAMPLES}; may be repeated`, collect)
    .addOption(watchOption())
    .option('--header <header>', `a header of every request, as in 'Accept-Language: de'`, collect)
    .option(
      '--secret-header <header>',
      `one that is never shown again, as in 'Authorization: @token.txt'; @ reads a file`,
      collect,
    )
    .option(
      '--secret-host <host>',
      'a host that these secret headers go to, as in *.shop.example; may be repeated. Default: those of the addresses',
      collect,
    )
    .option(
      '--then <job>',
      `start this job when a run completes: id or name, with a condition as in ${DEPENDENT_EXAMPLES}; may be repeated`,
      collect,
    );
  addPageStepOptions(command);
  for (const option of MEMBER_OPTIONS) command.addOption(toOption(option));
  return { filters: addChangeOptions(command), fields };
}

function toOption({ flags, description, read = asItIs, choices, isList, value }: MemberOption): Option {
  const option = new Option(flags, description);
  if (value !== undefined) return option;
  if (choices !== undefined) return option.choices([...choices]);
  return isList === true
    ? option.argParser((text: string, all: readonly unknown[] | undefined) => [...(all ?? []), read(text)])
    : option.argParser(read);
}

function asItIs(text: string): unknown {
  return text;
}

export interface AskedConfig {
  readonly urls: readonly string[];
  readonly options: JobOptions;
  readonly typed: TypedLists;
}

/** A merge patch of the configuration `present`: what the options ask for; lists are added to those that are there. */
export async function toConfigPatch(
  context: Pick<CliContext, 'api' | 'env'>,
  { urls, options, typed }: AskedConfig,
  present: Config,
): Promise<Config> {
  const parts: Config[] = [
    { source: toSource(urls, options, objectOf(present['source'])) },
    ...MEMBER_OPTIONS.map((option) => memberPatch(option, options, present)),
    { schedule: toSchedule(options, objectOf(present['schedule'])) },
    { fields: mergeByName(listOf(present['fields']), typed.fields) },
    { fetch: fetchOf(context, options, objectOf(present['fetch'])) },
    {
      changes: {
        ...toChanges(options, typed.filters, presentChanges(present)),
        ...(await priceWatch(options)),
      },
    },
    { dependents: await dependentsOf(context, options, listOf(present['dependents'])) },
  ];
  return withIds(context, parts.map(withoutEmpty).reduce(joinPatches, {}));
}

/** A login and a proxy pool are named by their ids in a configuration, as a job is. */
async function withIds(context: Pick<CliContext, 'api'>, config: Config): Promise<Config> {
  const { login, proxy, ...fetch } = objectOf(config['fetch']);
  if (typeof login !== 'string' && typeof proxy !== 'string') return config;
  const ids: Record<string, unknown> = {};
  if (typeof login === 'string') {
    const { findLogin } = await import('./find-login.ts');
    ids['login'] = (await findLogin(context, login)).loginId;
  }
  if (typeof proxy === 'string') {
    const { proxyOf } = await import('./option/find-proxy-pool.ts');
    ids['proxy'] = await proxyOf(context, proxy);
  }
  return { ...config, fetch: { ...fetch, ...ids } };
}

/** Those of the list that are not there yet. */
function newIn(list: unknown, present: readonly unknown[]): unknown[] {
  return listOf(list).filter((one) => !present.some((other) => isSameValue(one, other)));
}

function memberPatch(
  { flags, member, value, isList }: MemberOption,
  options: JobOptions,
  present: Config,
): Config {
  const given = (options as Config)[new Option(flags).attributeName()];
  if (given === undefined) return {};
  const path = member.split('.');
  const own = value ?? given;
  if (isList !== true) return placedAt(path, own);
  const before = listOf(path.reduce((at: unknown, name) => objectOf(at)[name], present));
  return placedAt(path, [...before, ...newIn(own, before)]);
}

function placedAt(path: readonly string[], value: unknown): Config {
  return path.reduceRight((inner: unknown, name) => ({ [name]: inner }), value) as Config;
}

/** The form that API and command share; what it is not is refused there. */
function presentChanges(present: Config): ChangesPatch {
  return objectOf(present['changes']) as ChangesPatch;
}

/** The short options ask for a price watch: other text of the page is left aside, unless --watch says otherwise. */
async function priceWatch(options: JobOptions): Promise<Config> {
  const { watch, priceRule = [] } = options;
  const short = await toPriceRules(options);
  if (priceRule.length + short.length === 0) return { watch };
  const { parseNamedRule } = await import('../../domain/price/rule/rule-text.ts');
  const priceRules = [...short, ...priceRule.map(parseNamedRule)];
  return { watch: watch ?? (short.length === 0 ? undefined : 'price-and-stock'), priceRules };
}

function fetchOf({ env }: Pick<CliContext, 'env'>, options: JobOptions, fetch: Config): Config {
  const steps = toPageSteps(options, { env, present: listOf(fetch['steps']) });
  return { headers: headersOf(options, fetch), steps };
}

function headersOf(options: JobOptions, fetch: Config): readonly unknown[] | undefined {
  const typed: TypedHeader[] = [
    ...toHeaders(options.header ?? []),
    ...toSecretHeaders(options.secretHeader ?? [], options.secretHost),
  ];
  return mergeByName(listOf(fetch['headers']), typed);
}

/** What is typed takes the place of what has its name. */
function mergeByName(
  present: readonly unknown[],
  typed: readonly { readonly name: string }[],
): unknown[] | undefined {
  if (typed.length === 0) return undefined;
  const names = new Set(typed.map(({ name }) => name.toLowerCase()));
  const kept = present.filter((one) => !names.has(String(objectOf(one)['name']).toLowerCase()));
  return [...kept, ...typed];
}

async function dependentsOf(
  { api }: Pick<CliContext, 'api'>,
  { then }: JobOptions,
  present: readonly unknown[],
): Promise<unknown[] | undefined> {
  if (then === undefined) return undefined;
  const asked = await Promise.all(
    then.map(async (text) => {
      const { job, ...condition } = readDependent(text);
      return { jobId: await findJobId(api, job), condition };
    }),
  );
  const named = new Set<unknown>(asked.map(({ jobId }) => jobId));
  const kept = present.filter((one) => !named.has(objectOf(one)['job'] ?? one));
  return [...kept, ...asked.map(({ jobId, condition }) => toDependent(jobId, condition))];
}

/** Without members that were not asked for, and objects that have none left. */
function withoutEmpty(patch: Config): Config {
  const kept = Object.entries(patch).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) return [];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
    const inner = withoutEmpty(value as Config);
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(kept);
}

export function objectOf(value: unknown): Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Config) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
