// What somebody has typed and chosen so far. It is kept in the browser's tab, so that a reload loses nothing.
import { useCallback, useState } from 'react';
import type { JobInput } from '../../../domain/config/schema.ts';
import { maskSteps } from '../../../domain/config/page-step/step-secrets.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import type { ConditionSets } from './picker/condition-list.tsx';
import type { PriceTelling } from './price/price-telling.ts';
import { NO_NAMES } from '../../ui/picture/move-part.ts';
import { namesThatCount } from './picker/use-part.ts';
import { given } from '../../../domain/system/given.ts';

type Config = JobInput['config'];

/** A job that came of a wish in plain words, as the API answered it. */
export interface AskedJob {
  readonly wish: string;
  readonly job: Readonly<Record<string, unknown>>;
}

export interface Draft {
  readonly address: string;
  /** The address that was looked at, or is; null: none yet. */
  readonly looked: string | null;
  /** How the scheme came about: `typed`, `guessed` where none was, `fallback` where the guess did not answer. */
  readonly scheme: 'typed' | 'guessed' | 'fallback';
  /** What was marked on the page in the browser, until something is made of it; null: nothing. */
  readonly marked: string | null;
  /** The page that people see, where data of it is watched in its place; null: the address itself. */
  readonly link: string | null;
  /** Null: no page was looked at yet. */
  readonly previewId: string | null;
  /** Title of the chosen suggestion; null: the first one. */
  readonly choice: string | null;
  /** What came of a wish in plain words, once it was taken; null: nothing. */
  readonly asked: AskedJob | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly bodyParts: readonly string[];
  readonly frameParts: readonly string[];
  readonly conditions: ConditionSets;
  /** Of a price watch; null: nothing was chosen yet. */
  readonly price: PriceTelling | null;
  /** As it was typed; null: what the suggestion proposes. */
  readonly scheduleText: string | null;
  readonly schedule: Config['schedule'] | null;
  /** The id that the job will have, so that its times are those that are shown; null: none was asked for yet. */
  readonly jobId: string | null;
  /** Null: what the suggestion proposes. */
  readonly name: string | null;
  /** What the job is for; '': nothing is said. */
  readonly note: string;
  readonly profile: 'plain' | 'browser';
  /** Id of the login that the page is got by; null: as everybody sees it. */
  readonly login: string | null;
  /** Id of the proxy pool by which it is got; null: as hosts and tags say. */
  readonly proxy: string | null;
  /** Hosts whose certificates are not checked. */
  readonly uncheckedCertificates: readonly string[];
  /** `never`: its JSON is watched in place of a browser, say; null: a browser opens it where that is needed. */
  readonly render: 'never' | 'always' | null;
  readonly obeyRobots: boolean;
  /** What goes with the request for the page; empty: it is asked for by GET. */
  readonly sent: Pick<NonNullable<Config['fetch']>, 'method' | 'body'>;
  /** Whether pictures are kept; null: what the suggestion proposes. */
  readonly pictures: boolean | null;
  /** What the server sent is kept beside what a browser made of it. */
  readonly keepServed: boolean;
  /** What a browser does on the page first. */
  readonly steps: readonly PageStep[];
}

export const NO_DRAFT: Draft = {
  address: '',
  looked: null,
  scheme: 'typed',
  marked: null,
  link: null,
  previewId: null,
  choice: null,
  asked: null,
  include: [],
  exclude: [],
  bodyParts: [],
  frameParts: [],
  conditions: { all: [], any: [] },
  price: null,
  scheduleText: null,
  schedule: null,
  jobId: null,
  name: null,
  note: '',
  profile: 'plain',
  login: null,
  proxy: null,
  uncheckedCertificates: [],
  render: null,
  obeyRobots: true,
  sent: {},
  pictures: null,
  keepServed: false,
  steps: [],
};

const PLACE = 'webloom-new-job';

function readDraft(): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
    return typeof kept === 'object' && kept !== null ? { ...NO_DRAFT, ...kept } : NO_DRAFT;
  } catch {
    return NO_DRAFT;
  }
}

/** Where the browser keeps nothing, the draft lives as long as the screen. */
function keep(draft: Draft): void {
  try {
    // A secret outlives no reload: its mask says that it has to be typed again.
    sessionStorage.setItem(PLACE, JSON.stringify({ ...draft, steps: maskSteps(draft.steps) }));
  } catch {
    // Storage is off or full.
  }
}

export function useDraft(): readonly [Draft, (change: Partial<Draft>) => void, () => void] {
  const [draft, setDraft] = useState(readDraft);
  const change = useCallback((next: Partial<Draft>) => {
    setDraft((before) => {
      const after = { ...before, ...next };
      keep(after);
      return after;
    });
  }, []);
  const clear = useCallback(() => {
    keep(NO_DRAFT);
    setDraft(NO_DRAFT);
  }, []);
  return [draft, change, clear];
}

/** The suggested job with what was changed about it. */
export function jobOf(suggested: JobInput, draft: Draft): JobInput {
  const { include, exclude, conditions, schedule, name, note, link } = draft;
  const { all, any } = conditions;
  const { fetch: _asSuggested, ...config } = suggested.config;
  const scope =
    include.length + exclude.length === 0 ? {} : { scope: { include: [...include], exclude: [...exclude] } };
  const told = all.length + any.length === 0 ? {} : { conditions: { all: [...all], any: [...any] } };
  const changes = { ...config.changes, ...scope, ...named(draft), ...told };
  return {
    ...suggested,
    ...(name === null || name.trim() === '' ? {} : { name: name.trim() }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    config: {
      ...config,
      ...given({ schedule: schedule ?? undefined, link: link ?? undefined }),
      ...(Object.keys(changes).length === 0 ? {} : { changes }),
      ...given({ fetch: pictured(fetchOf(suggested.config, draft), draft) }),
    },
  };
}

/** What the look was asked with may have been taken back since. */
function fetchOf({ fetch = {} }: Config, draft: Draft): Config['fetch'] {
  const { login: _login, proxy: _proxy, uncheckedCertificates: _hosts, obeyRobots: _robots, ...own } = fetch;
  const { method: _method, body: _body, ...rest } = own;
  const { profile, steps, render, keepServed } = draft;
  const said = {
    ...rest,
    ...(profile === 'plain' ? {} : { profile }),
    ...wayOf(draft),
    ...given({ render: render ?? undefined }),
    ...(steps.length === 0 ? {} : { steps: [...steps] }),
    ...(keepServed ? { keepServed } : {}),
  };
  return Object.keys(said).length === 0 ? undefined : said;
}

/** How its pages are got. */
export type Way = Pick<Draft, 'login' | 'proxy' | 'uncheckedCertificates' | 'obeyRobots' | 'sent'>;

export function wayOf({
  login,
  proxy,
  uncheckedCertificates: hosts,
  obeyRobots,
  sent,
}: Way): NonNullable<Config['fetch']> {
  return {
    ...given({ login: login ?? undefined, proxy: proxy ?? undefined }),
    ...(hosts.length === 0 ? {} : { uncheckedCertificates: [...hosts] }),
    ...(obeyRobots ? {} : { obeyRobots }),
    ...sent,
  };
}

export function keepsPictures({ config: { fetch } }: JobInput): boolean {
  const isAtStep = fetch?.steps?.some((step) => step.do === 'picture') === true;
  return (fetch?.screenshot ?? (isAtStep ? 'changes' : 'none')) !== 'none';
}

function pictured(fetch: Config['fetch'], { pictures }: Draft): Config['fetch'] {
  if (pictures === null) return fetch;
  if (pictures) return { ...fetch, screenshot: fetch?.screenshot === 'always' ? 'always' : 'changes' };
  const { screenshot: _none, ...rest } = fetch ?? {};
  return fetch === undefined ? undefined : rest;
}

function named(draft: Draft): { bodyParts?: string[]; frameParts?: string[] } {
  const { bodyParts, frameParts } = namesThatCount(draft);
  return {
    ...(bodyParts.length === 0 ? {} : { bodyParts: [...bodyParts] }),
    ...(frameParts.length === 0 ? {} : { frameParts: [...frameParts] }),
  };
}

const NO_PARTS = { include: [], exclude: [], ...NO_NAMES };

/** Of a job that watches no text of this page: what was picked of it stays behind. */
export function withoutParts(draft: Draft): Draft {
  return { ...draft, ...NO_PARTS };
}

/** A price watch tells by its price rules alone: what is chosen about text stays behind. */
export function priceJobOf(
  suggested: JobInput,
  draft: Draft,
  rules: NonNullable<NonNullable<Config['changes']>['priceRules']>,
): JobInput {
  const job = jobOf(suggested, { ...withoutParts(draft), conditions: NO_DRAFT.conditions });
  const changes = { ...job.config.changes, priceRules: rules };
  return { ...job, config: { ...job.config, changes } };
}

/**
 * An address as people type it: without a scheme it is meant to be https. A word before a colon is a scheme, which the
 * API refuses if it is none of http; digits behind the colon make it a host with its port.
 */
export function withScheme(address: string): string {
  const typed = address.trim();
  if (typed === '' || /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed)) return typed;
  return `https://${typed.replace(/^\/\//, '')}`;
}

/** How a host that speaks no https ends a look. A host that is not found is found by neither. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  'connect',
  'tls',
  'protocol',
  'reset',
  'timeout',
  'robots-unreachable',
  'host-unavailable',
]);

interface Looked {
  /** As it was asked for. */
  readonly url: string;
  readonly outcome: string;
  readonly problem: { readonly reason: string } | null;
}

/** The address to look at next where nobody named a scheme and https does not answer; null: the look stands. */
export function httpInstead({ scheme }: Draft, { url, outcome, problem }: Looked): string | null {
  if (scheme !== 'guessed' || outcome !== 'unfetched') return null;
  if (problem === null || !NO_ANSWER.has(problem.reason)) return null;
  return url.replace(/^https:/, 'http:');
}
