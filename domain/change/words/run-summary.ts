// One line about many changes: what a run found, what a message stands for. The gravest first, the strongest of each kind
// quoted, the rest counted: "2 pages are gone: “Kettle”, “Pot”; 12 products cheaper, most: “Cup” €39.90 → €29.90 (−25 %)".
import { clipWords } from '../../system/clip.ts';
import { capital } from '../../system/capital.ts';
import type { RunChange } from './run-change.ts';
import { type RunTopic, runTopics } from './run-topic.ts';

/** As of a change. */
export const MAX_RUN_SUMMARY = 160;
/** Of a quotation, by how much has to fit. */
const QUOTES = [100, 80, 60, 44, 32, 24];
const MAX_TOPICS = 4;
/** Of several: what is told of fewer is a list of numbers. */
const LEAST_QUOTED = 2;

interface SummaryRoom {
  /** Of all changes, where not all of them are there to be read. */
  readonly total?: number;
  readonly most?: number;
}

/** '' where there are none. */
export function runSummary(changes: readonly RunChange[], room: SummaryRoom = {}): string {
  return topicSummary(runTopics(changes), { total: changes.length, ...room });
}

export function topicSummary(
  topics: readonly RunTopic[],
  { total = 0, most = MAX_RUN_SUMMARY }: SummaryRoom,
): string {
  if (topics.length === 0) return '';
  return capital(clipWords(fitting(topics, total, most), most));
}

/** A topic as a line of its own. */
export function topicLine(topic: RunTopic): string {
  const [line = topic.say(0)] = QUOTES.map((most) => topic.say(most)).filter(
    ({ length }) => length <= MAX_RUN_SUMMARY,
  );
  return capital(line);
}

/** As many topics as fit, then as many of them with a quotation, then as long ones. */
function fitting(topics: readonly RunTopic[], total: number, most: number): string {
  for (let count = Math.min(MAX_TOPICS, topics.length); count > 0; count -= 1)
    for (let quoted = count; quoted >= Math.min(LEAST_QUOTED, count); quoted -= 1)
      for (const quote of QUOTES) {
        const line = lineOf(topics.slice(0, count), total, { quoted, quote });
        if (line.length <= most) return line;
      }
  return lineOf(topics.slice(0, 1), total, { quoted: 0, quote: 0 });
}

function lineOf(
  topics: readonly RunTopic[],
  total: number,
  { quoted, quote }: { readonly quoted: number; readonly quote: number },
): string {
  const told = new Set(topics.flatMap(({ tells }) => tells));
  const left = total - told.size;
  const words = topics.map((topic, at) => topic.say(at < quoted ? quote : 0));
  return [...words, ...(left > 0 ? [`and ${left.toLocaleString('en-US')} more`] : [])].join('; ');
}
