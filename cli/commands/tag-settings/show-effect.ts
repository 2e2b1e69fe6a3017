// What saved settings of a tag do to its jobs, or would do.
import type { SettingsEffectView } from '../../../api/client/tag-calls.ts';
import type { CliContext } from '../../context.ts';
import { describeDifferences } from '../../job/describe-difference.ts';
import { plain } from '../../print-table.ts';
import { quoteName } from '../../verb-text.ts';

export function showEffect(context: CliContext, tag: string, effect: SettingsEffectView): void {
  const { out, err, paint } = context;
  const { dryRun, changed, same, refused, left, items } = effect;
  for (const { jobId, name, outcome, changes, detail } of items) {
    const sign = outcome === 'changed' ? paint.yellow('~') : paint.red('!');
    out(`${sign} ${outcome}  ${quoteName(name)}  ${jobId}\n`);
    if (detail !== null) out(`  ${plain(detail, 400)}\n`);
    out(
      describeDifferences(
        paint,
        changes.map(({ member, before, after }) => ({ member, before, after })),
      ),
    );
  }
  const more = changed + refused - items.length;
  if (more > 0) out(`… and ${more} more\n`);
  const counts = `${changed} ${dryRun ? 'to change' : 'changed'}, ${same} as they were, ${refused} do not fit`;
  const mark = dryRun ? '' : `${paint.green('✓')} `;
  out(`${mark}${plain(tag, 40)}: ${counts}${left === 0 ? '' : `, ${left} follow`}\n`);
  if (dryRun) err('Nothing was changed: --dry-run.\n');
}
