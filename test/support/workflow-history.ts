// Histories of workflows as JSON files, one event a line. The SDK's own reader and writer of JSON need a copy of protobufjs that
// npm does not always let them share; the message class they are made for does the same without it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/** `hide` maps names of this machine to what stands for them in the file. Returns the number of events and bytes. */
export function writeHistory(
  file: string,
  history: History,
  hide: ReadonlyMap<string, string>,
): { events: number; bytes: number } {
  const { events } = historyClass().toObject(history, { enums: String, longs: String, bytes: String });
  let text = `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
  for (const [name, stand] of hide) text = text.replaceAll(name, stand);
  writeFileSync(file, text);
  return { events: events.length, bytes: text.length };
}

export type HistoryEvents = NonNullable<History['events']>;

export function readHistory(file: string): History & { readonly events: HistoryEvents } {
  const history = historyClass().fromObject(JSON.parse(readFileSync(file, 'utf8')));
  return { ...history, events: history.events ?? [] };
}
