// `preview URL --ask WISH`: what a language model pointed to on the page and Webloom proved, and the command that would watch it. The
// command is printed and not run: a person confirms it.
import type { AskedSuggestionView } from '../../../api/client/client.ts';
import { given } from '../../../domain/system/given.ts';
import { findJobId } from '../../find-job.ts';
import { type CliContext, printJson } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { plain } from '../../print-table.ts';

const LINES = 8;
const MAX_VALUE = 100;

interface PlainWish {
  readonly wish: string;
  /** Id or name of a job that watches the page. */
  readonly job: string | undefined;
}

export async function askAbout(
  context: CliContext,
  previewId: string,
  { wish, job }: PlainWish,
): Promise<number> {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const jobId = job === undefined ? undefined : await findJobId(context.api, job);
  const asked = await context.api.askPreview(previewId, { wish, timezone, ...given({ jobId }) });
  if (context.json) printJson(context, { previewId, asked });
  else context.out(describe(context, asked));
  return asked.job === null ? EXIT.error : EXIT.ok;
}

function describe({ paint }: CliContext, asked: AskedSuggestionView): string {
  const { found, refused, text, command, model, tokens, sent } = asked;
  const lines: string[] = [];
  if (found.length > 0) lines.push(paint.dim('Found on the page, and proved:'), ...found.flatMap(foundLines));
  if (text !== null && text.lines.length > 0) {
    lines.push('', paint.dim(`What would be watched (${text.lineCount} lines):`));
    lines.push(...text.lines.slice(0, LINES).map((line) => `  ${plain(line, MAX_VALUE)}`));
  }
  if (refused.length > 0) {
    lines.push('', paint.dim('Not taken of what the model said:'));
    lines.push(...refused.map(({ said, why }) => `  ${plain(said, MAX_VALUE)}: ${plain(why, 200)}`));
  }
  if (command === null)
    lines.push(
      '',
      `${paint.yellow('!')} Nothing that the model said could be proved. Say it in other words, or pick the part: --part SELECTOR.`,
    );
  else lines.push('', paint.bold('Watch it with:'), `  ${command}`);
  const cut = sent.cut ? `the first ${sent.texts} texts` : `${sent.texts} texts`;
  const count = (amount: number): string => amount.toLocaleString('en-US');
  const spent = `${count(tokens.spent)} tokens, ${count(tokens.used)} of ${count(tokens.value)} today`;
  lines.push('', paint.dim(`Asked ${plain(model, MAX_VALUE)} about ${cut} of the page: ${spent}.`));
  return `${lines.join('\n')}\n`;
}

function foundLines({ what, selector, shows }: AskedSuggestionView['found'][number]): string[] {
  const by = selector === undefined ? '' : `  ${plain(selector, MAX_VALUE)}`;
  return [`  ${plain(what, 160)}${by}`, ...shows.map((value) => `    ${plain(value, MAX_VALUE)}`)];
}
