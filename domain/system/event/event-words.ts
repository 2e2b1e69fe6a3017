// Events in words for people: what happened, to which page, job or run. The stream of the dashboard and `webloom watch`
// say the same.
import { callerWords } from '../access/caller-words.ts';
import type { EventType } from './event.ts';

interface HeardEvent {
  readonly type: string;
  readonly data: unknown;
}

type Facts = Readonly<Record<string, unknown>>;

/** What an event carries, by name; nothing if it is no object. */
export function eventFacts({ data }: Pick<HeardEvent, 'data'>): Facts {
  return typeof data === 'object' && data !== null ? (data as Facts) : {};
}

const CHANGES: ReadonlySet<string> = new Set<EventType>(['page.changed', 'price.changed', 'page.removed']);

/** Whether the event tells of a change that the inbox has. */
export function isChangeEvent(type: string): boolean {
  return CHANGES.has(type);
}

type Say = (name: string) => string;

const WORDS: Readonly<Partial<Record<string, (say: Say, facts: Facts) => string>>> = {
  'page.changed': told,
  'price.changed': told,
  'page.removed': told,
  'site.changed': (say) => say('summary'),
  'alert.told': (say) => `told: ${say('title')} (${say('ruleName')})`,
  'incident.state': (say) => `${say('title')}: ${say('state')} (by ${say('by')})`,
  'change.marked': (say, { marked }) => `${countOf(marked, 'change')} marked as ${say('inbox')}`,
  'change.summarized': (say, { text }) =>
    typeof text === 'string'
      ? `a language model says of ${say('title')}: “${text}”`
      : `no sentence of a language model about ${say('title')}: ${say('why')}`,
  'gate.decided': (say, { changes }) =>
    `${countOf(changes, 'held change')} ${say('state')} (by ${say('by')})`,
  'bulk.progress': (say) =>
    `${say('verb')} of many jobs: ${say('done')} of ${say('total')} done, ${say('skipped')} skipped, ${say('failed')} failed`,
  'emergency.placed': (say) => `emergency stop of ${say('what')} by ${say('by')}: ${say('reason')}`,
  'emergency.lifted': (say) => `the emergency stop of ${say('what')} was lifted by ${say('by')}`,
  'job.created': (say) => `job “${say('name')}” was created`,
  'job.changed': () => 'the configuration of the job was changed',
  'job.start': () => 'a run begins',
  'job.state': (say) => `the job is ${say('state')} (${say('event')}, by ${say('by')})`,
  'job.removing': () => 'the job was removed; its data is being erased',
  'job.removed': (say) =>
    say('name') === ''
      ? 'a job was removed, and all its data is erased'
      : `job “${say('name')}” was removed, and all its data is erased`,
  'job.put-away': (say, { versions }) =>
    `the archived job is put away: ${countOf(versions, 'version')} fewer, ${say('bytesBefore')} bytes are ${say('bytesAfter')} now`,
  'storage.swept': () => 'what no run needs any more was swept away',
  'clean-up.finished': (say, { dryRun }) =>
    `the clean-up ${dryRun === true ? 'would free' : 'freed'} ${say('files')} files and ${say('documents')} documents (${say('state')})`,
  'run.state': (say) => `the run is ${say('state')} (${say('event')}, by ${say('by')})`,
  'run.progress': (say) => `${say('answered')} of ${say('visits')} pages of a chunk are answered`,
  'run.finished': (say) => `the run has ended: ${[say('state'), say('detail')].filter(Boolean).join(', ')}`,
};

/** One line; text of pages is quoted as it is. A type without words of its own is named. */
export function describeEvent(event: HeardEvent): string {
  const facts = eventFacts(event);
  const say: Say = (name) => {
    const value = facts[name];
    if (name === 'by' && typeof value === 'string') return callerWords(value);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return WORDS[event.type]?.(say, facts) ?? event.type;
}

function told(say: Say): string {
  return `${say('summary')} ${placeOf(say('title'), say('url'))}`.trim();
}

function placeOf(title: string, url: string): string {
  if (title === '') return url === '' ? '' : `– ${url}`;
  return `– “${title}” ${url}`;
}

function countOf(value: unknown, noun: string): string {
  const count = typeof value === 'number' ? value : 0;
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
