// What became of the entries of a file, for people: counts, then each that is not whole, with what is lost and what to do.
import type { ImportReportView } from '../../../api/client/client.ts';
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
  { kind, entries, channels }: ImportReportView,
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
  return head + named + entries.map((entry) => describeEntry(paint, entry)).join('');
}

function describeEntry(paint: Paint, { name, url, outcome, reason, losses }: Entry): string {
  if (outcome === 'whole') return '';
  const sign = outcome === 'refused' ? paint.red('✕') : paint.yellow('~');
  // A job without a name is called by its address.
  const address = url.endsWith(name) ? '' : `  ${paint.dim(plain(url, 100))}`;
  const head = `  ${sign} ${quoteName(name)}${address}\n`;
  const why = reason === null ? '' : `      ${plain(reason, 400)}\n`;
  const lost = losses.map((loss) => `      ${plain(loss.option)}: ${loss.why}\n        → ${loss.instead}\n`);
  return head + why + (outcome === 'refused' ? '' : lost.join(''));
}
