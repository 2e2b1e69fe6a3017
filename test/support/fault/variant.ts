// A build with a fault put in on purpose: what the tests of faults are worth shows in whether they notice it.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtFile } from '../webloom-processes.ts';

export interface Edit {
  /** Compiled file, from the folder of the build. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

export interface Variant {
  readonly folder: string;
  remove(): void;
}

export function buildVariant(edits: readonly Edit[]): Variant {
  const build = dirname(builtFile('workflow-bundle.js'));
  // Below the clone, so that its packages are found.
  const variants = join(dirname(build), '.cache', 'variants');
  mkdirSync(variants, { recursive: true });
  const folder = mkdtempSync(join(variants, 'build-'));
  cpSync(build, folder, { recursive: true });
  for (const { file, from, to } of edits) {
    const path = join(folder, file);
    const parts = readFileSync(path, 'utf8').split(from);
    if (parts.length !== 2)
      throw new Error(
        `${file} holds "${from}" ${parts.length - 1} times: the fault has to be put in elsewhere`,
      );
    writeFileSync(path, parts.join(to));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
