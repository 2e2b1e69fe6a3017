// Histories of workflows as compressed JSON files, one event a line. The SDK's own reader and writer of JSON need a copy of
// protobufjs that npm does not always let them share; the message class they are made for does the same without it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { History } from '@temporalio/common/lib/proto-utils.js';

interface HistoryClass {
  fromObject(object: unknown): History;
  toObject(
    history: unknown,
    options: { enums: StringConstructor; longs: StringConstructor; bytes: StringConstructor },
  ): { events: object[] };
}

/** `@temporalio/proto` is a dependency of the SDK, not of ours. */
function historyClass(): HistoryClass {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(ours.resolve('@temporalio/common'));
  const proto = theirs('@temporalio/proto') as {
    temporal: { api: { history: { v1: { History: HistoryClass } } } };
  };
  return proto.temporal.api.history.v1.History;
}

/** Takes what names a machine out of a text. */
export type Scrub = (text: string) => string;

/** Returns the number of events and the bytes of the file. */
export function writeHistory(
  file: string,
  history: History,
  scrub: Scrub,
): { events: number; bytes: number } {
  const { events } = historyClass().toObject(history, { enums: String, longs: String, bytes: String });
  const lines = events.map((event) => scrub(JSON.stringify(mapPayloads(event, scrub))));
  const bytes = gzipSync(`{"events":[\n${lines.join(',\n')}\n]}\n`, { level: 9 });
  writeFileSync(file, bytes);
  return { events: events.length, bytes: bytes.length };
}

/** What activities and workflows were given and answered is base64 in the file, so it is scrubbed by itself. */
function mapPayloads(part: unknown, change: Scrub): unknown {
  if (Array.isArray(part)) return part.map((each) => mapPayloads(each, change));
  if (typeof part !== 'object' || part === null) return part;
  if ('metadata' in part && 'data' in part && typeof part.data === 'string')
    return { ...part, data: toBase64(change(fromBase64(part.data))) };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, mapPayloads(value, change)]));
}

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
const toBase64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

export type HistoryEvents = NonNullable<History['events']>;

export function readHistory(file: string): History & { readonly events: HistoryEvents } {
  const history = historyClass().fromObject(JSON.parse(readText(file)));
  return { ...history, events: history.events ?? [] };
}

/** How often each kind of activity was scheduled. */
export function scheduled(events: HistoryEvents): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { activityTaskScheduledEventAttributes } of events) {
    const name = activityTaskScheduledEventAttributes?.activityType?.name;
    if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Names of the steps that the workflow's own process took or tried, in their order. */
export function locallyDone(events: HistoryEvents): string[] {
  return events.flatMap(({ markerRecordedEventAttributes: marker }) => {
    const data = marker?.details?.['data']?.payloads?.[0]?.data;
    if (marker?.markerName !== 'core_local_activity' || !(data instanceof Uint8Array)) return [];
    return [(JSON.parse(Buffer.from(data).toString()) as { activity_type: string }).activity_type];
  });
}

/** All that stands in it, payloads too. */
export function readableHistory(file: string): string {
  const texts: string[] = [];
  const text = readText(file);
  mapPayloads(JSON.parse(text), (payload) => {
    texts.push(payload);
    return payload;
  });
  return [text, ...texts].join('\n');
}

function readText(file: string): string {
  return gunzipSync(readFileSync(file)).toString('utf8');
}
