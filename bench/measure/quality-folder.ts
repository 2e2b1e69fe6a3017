// The folder of the quality sets: inputs/ has programs that print cases, score/ those that judge answers, data/ the pages.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside the repository's root, from bench/measure by tsx or from dist/bench/measure after a build. */
const BESIDE = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../shared/quality' : '../../../../shared/quality',
    import.meta.url,
  ),
);

/** The folder given, else that of QUALITY_DIR, else the one beside the repository; null: it has no sets, which is told. */
export function qualityFolder(given: string | undefined): string | null {
  const folder = resolve(given ?? process.env['QUALITY_DIR'] ?? BESIDE);
  if (existsSync(join(folder, 'score'))) return folder;
  process.stderr.write(`No quality sets at ${folder}: name a folder with inputs/, score/ and data/.\n`);
  process.exitCode = 2;
  return null;
}
