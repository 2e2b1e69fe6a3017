// The overview as `status` prints it: the headline, the line under it, and what needs somebody with its remedy.
import type { OverviewView } from '../api/client/client.ts';
import type { CliContext } from './context.ts';
import { plain } from './print-table.ts';

const SHOWN = 10;

export function printOverview(
  { out, paint }: Pick<CliContext, 'out' | 'paint'>,
  overview: OverviewView,
): void {
  const { headline, summary, attention, faults } = overview;
  out(`${paint.bold(headline)}\n`);
  if (summary !== '') out(`${summary}\n`);
  for (const { severity, subject, text, remedy } of attention.slice(0, SHOWN)) {
    const sign = severity === 'critical' ? paint.red('✕') : paint.yellow('!');
    out(`${sign} ${plain(subject.name)}: ${plain(text, 400)}\n  → ${plain(remedy.words, 400)}\n`);
  }
  if (attention.length > SHOWN) out(`  and ${attention.length - SHOWN} more\n`);
  for (const { part, reason } of faults)
    out(`${paint.yellow('!')} ${part} can not be read now: ${plain(reason, 200)}\n`);
  out('\n');
}
