// The text of a stored version on standard output: as it is into a file or a pipe, and harmless on a terminal.
import { stripVTControlCharacters } from 'node:util';
import { type CliContext, printJson } from './context.ts';

export async function printContent(
  context: CliContext,
  snapshotId: string,
  isServed: boolean,
): Promise<void> {
  const answer = await context.api.snapshotSource(snapshotId, isServed, context.interrupted);
  const text = await answer.text();
  if (context.json) return printJson(context, { snapshotId, served: isServed, source: text });
  const isTerminal = Number.isFinite(context.columns());
  context.out(isTerminal ? withoutControls(text) : text);
}

/** Foreign text, line by line, without characters that control the terminal. */
function withoutControls(text: string): string {
  const shown = stripVTControlCharacters(text).replaceAll('\r\n', '\n');
  return shown.replaceAll(/(?![\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
