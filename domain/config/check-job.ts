// Finds all faults of a job at once: form, URLs, schedule, selectors, patterns, headers. It is pure: whether
// other jobs exist is checked in check-dependents.ts, and no host name is resolved.
import type { EgressPolicy } from '../web/egress/policy.ts';
import { WebloomError, isWebloomError } from '../system/errors.ts';
import { type Fault, faultsOf, firstFaults, toPointer } from '../system/fault.ts';
import { issueInWords } from '../system/issue-words.ts';
import { checkOpening } from './schedule/check-opening.ts';
import { isRestricted } from './schedule/opening.ts';
import { isTimeZone, nextTimes } from './schedule/schedule.ts';
import { addressesOf, checkAddresses, checkSize } from './check-addresses.ts';
import { type Members, members, textsIn } from './check-meaning.ts';
import { checkElementSelector, checkSelector } from './check-selector.ts';
import { checkPageSteps } from './page-step/check-page-steps.ts';
import { stepMaskFaults } from './page-step/step-secrets.ts';
import { checkPictureRules } from './check-picture-rules.ts';
import { checkRequests } from './check-requests.ts';
import { checkPriceRules } from './check-price-rules.ts';
import { checkWatch } from './check-watch.ts';
import { nameOfAddresses } from './job-name.ts';
import { MASK } from '../system/secret/mask.ts';
import { type KeptSecrets, maskFaults } from './secret-headers.ts';
import { secretHostFaults, unboundSecretFaults, withSecretHosts } from './secret-hosts.ts';
import { normalNote } from './note.ts';
import { normalTags, tagFaults } from './tags.ts';
import { given } from '../system/given.ts';
import { unknownZone } from './schedule/phrase/zone-words.ts';
import { type JobConfig, type JobSchedule, jobConfigSchema, jobInputSchema } from './schema.ts';

export interface CheckContext {
  readonly policy: EgressPolicy;
  readonly jobId: string;
  readonly now: Date;
  /** The operator lets jobs run scripts of their own in pages; absent: not. */
  readonly allowsScripts?: boolean;
  /** What the job has now; a mask in the input stands for its secrets. */
  readonly kept?: KeptSecrets;
  /** Awaited between two slices of a long list, so that others get their turn; absent: it is checked in one go. */
  readonly nextTurn?: () => Promise<unknown>;
}

export interface CheckedJob {
  readonly name: string;
  readonly config: JobConfig;
  readonly start: boolean;
  readonly tags: readonly string[];
  /** Absent: none. */
  readonly note?: string;
  /** The next ten times of the schedule; empty without a schedule. */
  readonly nextTimes: readonly Date[];
}

export type JobCheck =
  | { readonly ok: true; readonly job: CheckedJob }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const PREVIEWED_TIMES = 10;

/** Checks an input as a job. The well-formed parts are checked even if others are malformed. */
export function checkJob(raw: unknown, context: CheckContext): JobCheck {
  const slices = checkAddresses(sourceOf(raw), context.policy);
  let slice = slices.next();
  while (slice.done !== true) slice = slices.next();
  return checkMembers(raw, context, slice.value);
}

/** The same, with a turn for others between the slices of a long list of addresses. */
export async function checkJobInTurns(raw: unknown, context: CheckContext): Promise<JobCheck> {
  const slices = checkAddresses(sourceOf(raw), context.policy);
  let slice = slices.next();
  while (slice.done !== true) {
    await context.nextTurn?.();
    slice = slices.next();
  }
  return checkMembers(raw, context, slice.value);
}

function sourceOf(raw: unknown): unknown {
  return members(members(raw)['config'])['source'];
}

function checkMembers(raw: unknown, context: CheckContext, addressFaults: readonly Fault[]): JobCheck {
  const parsed = jobInputSchema.safeParse(raw, { error: issueInWords });
  const config = members(members(raw)['config']);
  const schedule = checkSchedule(config['schedule'], context);
  const faults = [
    ...(parsed.success ? [] : faultsOf(parsed.error.issues)),
    ...checkSize(config['source']),
    ...addressFaults,
    ...checkSelectors(config),
    ...checkWatch(config['changes']),
    ...checkPriceRules(members(config['changes'])['priceRules']),
    ...checkUserAgent(config['fetch']),
    ...checkRendering(config['fetch']),
    ...checkPictureRules(config),
    ...checkRequests(config),
    ...checkHeaders(config['fetch']),
    ...maskFaults(members(config['fetch'])['headers'], context.kept?.headers ?? []),
    ...checkSteps(config['fetch'], context),
    ...schedule.faults,
    ...tagFaults(textsIn(members(raw)['tags']).map(([, tag]) => tag)),
  ];
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  const { name, config: asked, start, tags = [], note } = parsed.data;
  const hostFaults = [
    ...unboundSecretFaults(asked, context.kept),
    ...(context.kept === undefined ? [] : secretHostFaults(asked, context.kept)),
  ];
  if (hostFaults.length > 0) return { ok: false, faults: hostFaults };
  const read = withSecretHosts(asked, context.kept);
  return {
    ok: true,
    job: {
      name: name ?? defaultName(read),
      config: read,
      start,
      tags: normalTags(tags),
      ...given({ note: normalNote(note) }),
      nextTimes: schedule.times,
    },
  };
}

/** Most faults reported one by one, of all lists and members together. */
const TOLD_FAULTS = 100;
const WORDED_FAULTS = 10;

export function invalidJob(faults: readonly Fault[]): WebloomError {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const told = firstFaults(faults);
  const words = told.slice(0, WORDED_FAULTS).map(inWords).join(' ');
  const more = faults.length > WORDED_FAULTS ? ' …' : '';
  return new WebloomError('validation', `The job has ${count}: ${words}${more}`, {
    facts: { errors: told.slice(0, TOLD_FAULTS), faultCount: faults.length },
  });
}

function inWords({ pointer, detail }: Fault): string {
  return `${pointer === '' ? 'body' : pointer}: ${detail}`;
}

function defaultName({ source }: JobConfig): string {
  return nameOfAddresses(addressesOf(source).map(([, url]) => url));
}

function checkSchedule(raw: unknown, context: CheckContext): { faults: Fault[]; times: Date[] } {
  const zoneFaults = checkTimeZone(members(raw)['timezone']);
  const schedule = readableSchedule(raw, zoneFaults.length === 0);
  if (schedule === undefined) return { faults: zoneFaults, times: [] };
  const openingFaults = checkOpening(schedule).map(({ path, detail }) => toFault(path, detail));
  if (openingFaults.length > 0) return { faults: [...zoneFaults, ...openingFaults], times: [] };
  try {
    return {
      faults: zoneFaults,
      times: nextTimes(schedule, context.jobId, context.now, PREVIEWED_TIMES),
    };
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    const isClosed = isRestricted(schedule) && error.facts['window'] !== undefined;
    return { faults: [...zoneFaults, toFault([isClosed ? 'window' : 'cron'], error.message)], times: [] };
  }
}

function toFault(path: readonly (string | number)[], detail: string): Fault {
  return { pointer: toPointer(['config', 'schedule', ...path]), code: 'invalid-schedule', detail };
}

/** A cron text is checked even if other members of the schedule are wrong. */
function readableSchedule(raw: unknown, zoneKnown: boolean): JobSchedule | undefined {
  const { kind, cron, timezone } = members(raw);
  const whole = jobConfigSchema.shape.schedule.safeParse(raw).data;
  if (whole !== undefined) return zoneKnown ? whole : { ...whole, timezone: 'UTC' };
  if (kind !== 'cron') return undefined;
  if (typeof cron !== 'string' || cron === '') return undefined;
  return { kind, cron, timezone: zoneKnown && typeof timezone === 'string' ? timezone || 'UTC' : 'UTC' };
}

function checkTimeZone(timezone: unknown): Fault[] {
  if (typeof timezone !== 'string' || timezone === '' || isTimeZone(timezone)) return [];
  return [toFault(['timezone'], unknownZone(timezone).message)];
}

function checkSelectors(config: Members): Fault[] {
  const fields = Array.isArray(config['fields']) ? config['fields'] : [];
  const inFields = fields.flatMap((field: unknown, index) => {
    const locators = members(field)['locators'];
    if (!Array.isArray(locators)) return [];
    return locators.flatMap((locator: unknown, at) =>
      checkSelector(members(locator)['selector'], ['config', 'fields', index, 'locators', at, 'selector']),
    );
  });
  const source = members(config['source']);
  const inSource = ['itemSelector', 'nextSelector'].flatMap((name) =>
    checkSelector(source[name], ['config', 'source', name]),
  );
  const { waitFor } = members(config['fetch']);
  const inFetch = checkElementSelector(members(waitFor)['selector'], [
    'config',
    'fetch',
    'waitFor',
    'selector',
  ]);
  return [...inFields, ...duplicateNames(fields), ...inSource, ...inFetch];
}

function checkSteps(fetch: unknown, { policy, allowsScripts = false, kept }: CheckContext): Fault[] {
  const { steps } = members(fetch);
  return [...checkPageSteps(fetch, { policy, allowsScripts }), ...stepMaskFaults(steps, kept?.steps ?? [])];
}

function duplicateNames(fields: readonly unknown[]): Fault[] {
  const names = fields.map((field) => members(field)['name']);
  return names.flatMap((name, index): Fault[] => {
    if (typeof name !== 'string' || names.indexOf(name) === index) return [];
    const pointer = toPointer(['config', 'fields', index, 'name']);
    return [{ pointer, code: 'duplicate', detail: `There is another field with the name "${name}".` }];
  });
}

/** Who says what a browser does or waits for believes that one opens the page. */
function checkRendering(fetch: unknown): Fault[] {
  const fetched = members(fetch);
  const { render, waitFor, screenshot = 'none', keepServed } = fetched;
  const pointer = (name: string): string => toPointer(['config', 'fetch', name]);
  const isEmpty = waitFor !== undefined && Object.keys(members(waitFor)).length === 0;
  const empty = {
    pointer: pointer('waitFor'),
    code: 'empty',
    detail: 'Say what to wait for: selector, text or ms.',
  };
  const unused = (name: string): Fault => {
    const detail = 'No browser opens the pages (render is "never"); leave it out, or let render be "always".';
    return { pointer: pointer(name), code: 'no-effect', detail };
  };
  const said = [
    ...['waitFor', 'scroll', 'steps'].filter((name) => fetched[name] !== undefined),
    ...(screenshot === 'none' ? [] : ['screenshot']),
    ...(keepServed === true ? ['keepServed'] : []),
  ];
  return [...(isEmpty ? [empty] : []), ...(render === 'never' ? said.map(unused) : [])];
}

/** It is the value of a header, and is shown in lists: no control characters, and none that a header can not carry. */
function checkUserAgent(fetch: unknown): Fault[] {
  const { userAgent } = members(fetch);
  if (typeof userAgent !== 'string' || /^[\x20-\x7e\xa0-\xff]*$/.test(userAgent)) return [];
  const detail =
    'It has characters that a request header can not carry. Leave out line breaks, other control characters and letters beyond Latin-1.';
  return [{ pointer: toPointer(['config', 'fetch', 'userAgent']), code: 'invalid-header', detail }];
}

const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;
/** Headers that the fetcher sets itself. */
const OWN_HEADERS = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'accept-encoding']);

function checkHeaders(fetch: unknown): Fault[] {
  const headers = members(fetch)['headers'];
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header: unknown, index): Fault[] => {
    const { name, value } = members(header);
    const at = (member: string): string => toPointer(['config', 'fetch', 'headers', index, member]);
    const faults: Fault[] = [];
    if (typeof name === 'string' && name !== '' && !TOKEN.test(name))
      faults.push({ pointer: at('name'), code: 'invalid-header', detail: `"${name}" is not a header name.` });
    if (typeof name === 'string' && OWN_HEADERS.has(name.toLowerCase()))
      faults.push({ pointer: at('name'), code: 'invalid-header', detail: `Webloom sets "${name}" itself.` });
    if (typeof value === 'string' && value !== MASK && !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      faults.push({
        pointer: at('value'),
        code: 'invalid-header',
        detail: 'The value has characters no header may have.',
      });
    return faults;
  });
}
