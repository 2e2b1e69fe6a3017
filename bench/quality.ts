// Quality of understanding, measured on cases that Webloom's authors did not write. Every set of a quality folder goes
// through `webloom inspect … --ndjson` and its own scorer. `npm run quality [-- FOLDER] [--json]`; FOLDER holds
// inputs/, score/ and data/ (default: QUALITY_DIR, else ../shared/quality).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { qualityFolder } from './measure/quality-folder.ts';
import { runCommand } from './measure/run-command.ts';

/** Set of the folder → subject of `webloom inspect`. */
const SETS = {
  prices: 'price',
  products: 'product',
  articles: 'article',
  pagetypes: 'page-type',
  changes: 'change',
  robots: 'robots',
  urls: 'url',
  structured: 'structured',
  sitemaps: 'sitemap',
  links: 'links',
  ssrf: 'egress',
} as const;

// Runs from dist/bench after a build, or from bench by tsx; either way on the built command line.
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url));
const cli = [join(root, 'dist/cli/main.js')];

interface SetScore {
  readonly set: string;
  readonly cases: number;
  readonly seconds: number;
  readonly scores: unknown;
}

function score(folder: string, set: keyof typeof SETS, work: string): SetScore {
  const input = runCommand('python3', [join(folder, 'inputs', `${set}.py`)], { cwd: folder });
  const cases = input.split('\n').filter((line) => line !== '').length;
  const startedAt = performance.now();
  const output = runCommand('node', [...cli, 'inspect', SETS[set], '--ndjson'], { input, cwd: folder });
  const seconds = Math.round(performance.now() - startedAt) / 1_000;
  const file = join(work, `${set}.ndjson`);
  writeFileSync(file, output);
  const scores: unknown = JSON.parse(
    runCommand('python3', [join(folder, 'score', `${set}.py`), file], { cwd: folder }),
  );
  return { set, cases, seconds, scores };
}

/** Nested scores as `name value` pairs, one line each. */
function* flatten(prefix: string, value: unknown): Generator<string> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value))
      yield* flatten(prefix === '' ? name : `${prefix} ${name}`, inner);
  } else yield `  ${prefix.padEnd(40)} ${JSON.stringify(value)}`;
}

function main(args: readonly string[]): void {
  const json = args.includes('--json');
  const given = args.find((arg) => !arg.startsWith('--'));
  const folder = qualityFolder(given);
  if (folder === null) return;
  const work = mkdtempSync(join(tmpdir(), 'webloom-quality-'));
  try {
    for (const set of Object.keys(SETS) as (keyof typeof SETS)[]) {
      const result = score(folder, set, work);
      if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
      else
        process.stdout.write(
          `${set}: ${result.cases} cases in ${result.seconds} s\n${[...flatten('', result.scores)].join('\n')}\n\n`,
        );
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main(process.argv.slice(2));
