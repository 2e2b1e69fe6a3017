// Reads the job list of urlwatch or webchanges: YAML 1.1, a document for each job.
import { parseAllDocuments } from 'yaml';
import { MAX_IMPORT_DEPTH, MAX_YAML_ALIASES } from '../bounds.ts';
import { JobDraft } from '../draft.ts';
import { sendRequest } from '../translate/request-body.ts';
import { sourceIds } from '../translate/source-ids.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { textOf } from '../translate/value.ts';
import { BROWSER_KEYS } from './browser-key.ts';
import { FilterChain } from './filter-chain.ts';
import { filtersOf } from './filter-list.ts';
import { KEYS, type MapKey } from './job-key.ts';
import { mapFilter } from './map-filter.ts';

const OPTIONS = { version: '1.1', uniqueKeys: false, logLevel: 'silent', prettyErrors: true } as const;
/** Lists and objects opened in each other on one line; a reader would follow millions of them. */
const DEEP = new RegExp(`(?:[[{]\\s*(?:[\\w"'-]{1,80}\\s*:\\s*)?){${MAX_IMPORT_DEPTH}}`);
const FILTER_KEYS = ['filters', 'filter'];

/** Keys of a job that have an answer. */
export function knownKeys(): string[] {
  return [...Object.keys(KEYS), ...Object.keys(BROWSER_KEYS), ...FILTER_KEYS];
}

/** Whether it looks like a list of jobs: an object that names an address or a command. */
export function isJobList(text: string): boolean {
  return /^(?:-\s+)?["']?(?:url|navigate|command)["']?\s*:\s*\S/m.test(text);
}

/** Whether it is the other file of these tools, which says how they report and watches nothing. */
export function isToolConfig(text: string): boolean {
  return /^display\s*:/m.test(text) && /^report\s*:/m.test(text) && !isJobList(text);
}

export function readJobs(text: string): JobDraft[] {
  if (DEEP.test(text)) throw new RangeError(`something is nested more than ${MAX_IMPORT_DEPTH} levels deep.`);
  const idOf = sourceIds();
  const parsed = parseAllDocuments(text, OPTIONS);
  const documents = Array.isArray(parsed) ? parsed : [];
  return documents.flatMap((document): JobDraft[] => {
    const [error] = document.errors;
    if (error !== undefined) return [unreadable(idOf('unreadable'), error.message)];
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: MAX_YAML_ALIASES });
    } catch (failure) {
      return [unreadable(idOf('unreadable'), failure instanceof Error ? failure.message : String(failure))];
    }
    const jobs: readonly unknown[] = Array.isArray(value) ? value : [value];
    return jobs.filter(isMembers).map((job) => toDraft(job, idOf(addressOf(job))));
  });
}

function unreadable(id: string, message: string): JobDraft {
  const draft = new JobDraft(id);
  draft.refuse(`This document is no YAML: ${message.split('\n')[0] ?? ''}`);
  return draft;
}

function addressOf(job: Members): string {
  return (
    ['url', 'navigate', 'command', 'name'].map((key) => textOf(job[key])).find((text) => text !== '') ?? ''
  );
}

/** As both tools compute it. */
function locationOf(job: Members): string {
  const keys = ['user_visible_url', 'url', 'navigate', 'command'];
  return keys.map((key) => textOf(job[key])).find((text) => text !== '') ?? '';
}

function toDraft(job: Members, id: string): JobDraft {
  const draft = new JobDraft(id);
  draft.location = locationOf(job);
  const chain = new FilterChain(draft);
  for (const [key, value] of inOrder(job)) mapKey(draft, job, [key, value]);
  for (const key of FILTER_KEYS) for (const filter of filtersOf(job[key])) mapFilter(chain, filter);
  chain.finish();
  const { method, data: body, data_as_json: isJson } = job;
  sendRequest(draft, { method: textOf(method), body, isJson: isJson === true }, 'data');
  return draft;
}

/** Addresses come first: other keys add to them. */
function inOrder(job: Members): [string, unknown][] {
  const isFirst = ([key]: [string, unknown]): boolean => key === 'url' || key === 'navigate';
  const entries = Object.entries(job);
  return [...entries.filter(isFirst), ...entries.filter((one) => !isFirst(one))];
}

function mapKey(draft: JobDraft, job: Members, [key, value]: [string, unknown]): void {
  if (FILTER_KEYS.includes(key)) return;
  const map: MapKey | undefined = KEYS[key] ?? BROWSER_KEYS[key];
  if (map !== undefined) map(draft, value, job);
  else
    draft.lose(
      key,
      'It is no option of webchanges that is known here.',
      'Look for its like in docs/watching.md.',
    );
}
