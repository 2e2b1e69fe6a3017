// A small clone with the bootstrap in it, whose npm, compiler, bundler and test runner are scripts that note each call.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface SmallClone {
  readonly root: string;
  write(path: string, text: string): void;
  /** A script for /bin/sh. */
  program(path: string, body: string): void;
  environment(): NodeJS.ProcessEnv;
  run(...args: string[]): Ended;
  /** The lines of a file, by default of the one in which the scripts note their calls. */
  calls(file?: string): string[];
  remove(): void;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const BOOTSTRAP = [
  'cli/bootstrap.mjs',
  'cli/build/build-lock.mjs',
  'cli/build/bundles.mjs',
  'cli/build/load-lines.mjs',
  'cli/build/machine-load.mjs',
  'cli/build/outside-errors.mjs',
  'cli/build/packed.mjs',
  'cli/build/registry.mjs',
  'cli/build/run-tests.mjs',
  'cli/build/second-tries.mjs',
  'webloom',
];

export function createSmallClone(): SmallClone {
  const root = mkdtempSync(join(tmpdir(), 'webloom-bootstrap-'));
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text, { mode: 0o755 });
  const program = (path: string, body: string): void => write(path, `#!/bin/sh\n${body}\n`);
  const environment = () => ({
    ...process.env,
    PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`,
  });
  for (const folder of ['cli/build', 'bin', 'domain']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of BOOTSTRAP) cpSync(join(import.meta.dirname, '../../..', file), join(root, file));
  fill(root, write, program);
  return {
    root,
    write,
    program,
    environment,
    run: (...args) => spawnSync(join(root, 'webloom'), args, { encoding: 'utf8', env: environment() }),
    calls: (file = 'calls') => readFileSync(join(root, file), 'utf8').trim().split('\n'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

type Write = SmallClone['write'];

function fill(root: string, write: Write, program: Write): void {
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('domain/word.ts', 'export {};');
  // npm removes node_modules first, as the real one does, and brings compiler and test runner.
  program(
    'bin/npm',
    `if [ "$1" = config ]; then [ "$3" = registry ] && cat registry 2>/dev/null; exit 0; fi
    echo "$*" > npm-arguments; rm -rf node_modules; mkdir -p node_modules/.bin node_modules/vitest; echo npm >> calls
    cp bin/tsc bin/esbuild bin/vite node_modules/.bin; cp bin/vitest.mjs node_modules/vitest/vitest.mjs`,
  );
  program('bin/tsc', 'echo tsc >> calls; mkdir -p dist');
  program(
    'bin/esbuild',
    `for last; do case $last in --outdir=*) out=\${last#--outdir=};; esac; done; echo $out >> bundles
    mkdir -p $out; for each; do case $each in *=*.ts) cp \${each#*=} $out/\${each%%=*}.js 2>/dev/null;; esac; done; true`,
  );
  program(
    'bin/vite',
    'echo dashboard >> dashboards; mkdir -p dist/dashboard; touch dist/dashboard/index.html',
  );
  mkdirSync(join(root, 'api'));
  write('api/main.ts', '');
  write('cli/main.ts', 'console.log(`args ${process.argv.slice(2).join()}`); process.exitCode = 5;');
  write('bin/vitest.mjs', '');
}
