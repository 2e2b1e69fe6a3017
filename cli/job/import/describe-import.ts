// What became of the entries of a file, for people: counts, then each that is not whole, with what is lost and what to do.
import type { ImportReportView } from '../../../api/client/client.ts';
import { knownTextWords } from '../../../domain/upkeep/import/known-text/known-text-words.ts';
import { counted } from '../../../domain/system/counted.ts';
import type { Paint } from '../../paint.ts';
import { plain } from '../../print-table.ts';
import { quoteName } from '../../verb-text.ts';

type Entry = ImportReportView['entries'][number];

const KINDS: Readonly<Record<string, string>> = {
  webchanges: 'job list of urlwatch or webchanges',
  changedetection: 'changedetection.io',
  distill: 'export of Distill',
  opml: 'feeds (OPML)',
  sitemap: 'sitemap',
  bookmarks: 'bookmarks',
  table: 'table',
  list: 'list of addresses',
};

export function describeReport(
  paint: Paint,
  file: string,
  { kind, entries, channels, notes }: ImportReportView,
): string {
  const count = (outcome: Entry['outcome']): number =>
    entries.filter((entry) => entry.outcome === outcome).length;
  const told = [
    `${counted(entries.length, 'entry', 'entries')}: ${count('whole')} whole`,
    `${count('losses')} with losses`,
    `${count('refused')} refused`,
  ];
  const head = `${paint.bold(plain(file))}, ${KINDS[kind] ?? kind}\n  ${told.join(', ')}\n`;
  const named = channels.map((channel) => `  ⚑ channel ${quoteName(channel)}\n`).join('');
  const said = notes.map((note) => `  ${plain(note, 400)}\n`).join('');
  return head + said + named + entries.map((entry) => describeEntry(paint, entry)).join('');
}

/** Of whole entries those alone of whose page something was known. */
function describeEntry(paint: Paint, { name, url, outcome, reason, losses, knownText }: Entry): string {
  if (outcome === 'whole' && knownText === null) return '';
  const sign = SIGNS[outcome](paint);
  // A job without a name is called by its address.
  const address = url.endsWith(name) ? '' : `  ${paint.dim(plain(url, 100))}`;
  const head = `  ${sign} ${quoteName(name)}${address}\n`;
  const why = reason === null ? '' : `      ${plain(reason, 400)}\n`;
  const lost = losses.map((loss) => `      ${plain(loss.option)}: ${loss.why}\n        → ${loss.instead}\n`);
  return head + why + describeKnown(knownText) + (outcome === 'refused' ? '' : lost.join(''));
}

const SIGNS: Readonly<Record<Entry['outcome'], (paint: Paint) => string>> = {
  whole: (paint) => paint.green('✓'),
  losses: (paint) => paint.yellow('~'),
  refused: (paint) => paint.red('✕'),
};

function describeKnown(known: Entry['knownText']): string {
  return known === null ? '' : `      ${plain(knownTextWords(known), 400)}\n`;
}
