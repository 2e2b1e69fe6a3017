// Lets a person edit a text in their editor, in a file that nobody else may read.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';

interface EditedText {
  readonly text: string;
  /** The file, until `discard`. */
  readonly path: string;
  discard(): void;
}

export async function editText(
  { env }: Pick<CliContext, 'env'>,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<EditedText> {
  const editor = env['VISUAL'] || env['EDITOR'] || 'vi';
  const path = join(mkdtempSync(join(tmpdir(), 'webloom-')), name);
  writeFileSync(path, text, { mode: 0o600 });
  const discard = (): void => rmSync(dirname(path), { recursive: true, force: true });
  const code = await runEditor(editor, path);
  if (code === 0) return { text: readFileSync(path, 'utf8'), path, discard };
  discard();
  throw new WebloomError('validation', `The editor "${editor}" ended with ${code}; nothing was changed.`, {
    facts: {
      title: 'Not edited',
      remedy: 'Name another one in EDITOR, or give options: webloom edit --help.',
    },
  });
}

/** A shell takes the name apart, because EDITOR may hold options: `code --wait`. */
function runEditor(editor: string, path: string): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no code'));
  });
}
