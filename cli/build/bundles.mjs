// What is bundled, so that a program reads a few files instead of hundreds of modules. A bundle lies two folders below the
// build, as the compiled modules of its programs do, because they find other files relative to them. Node's own modules
// only: it is loaded before anything is installed.
import { join } from 'node:path';

/**
 * `folder`: in the build; `programs`: source by the name of the file; `sources`: what they are made of; `without`: packages
 * that stay where they are.
 */
export const BUNDLES = {
  /** With rarely needed parts apart: a command that only asks the API reads 0.3 MB. */
  command: {
    folder: 'command/cli',
    programs: { main: 'cli/main.ts' },
    sources: ['cli', 'api', 'domain', 'adapters', 'package-lock.json'],
    // Loaded when needed, because they are large or have other files beside their code.
    without: [
      '@temporalio/*',
      '@aws-sdk/*',
      'mongodb',
      'amqplib',
      'playwright-core',
      'sharp',
      'undici',
      're2js',
      'tldts',
      'unpdf',
    ],
  },
  /** What `webloom/client` of the package runs, beside what api/package/write-client.ts writes. */
  client: {
    folder: 'client',
    programs: { core: 'api/package/core.ts' },
    sources: ['api', 'domain', 'package-lock.json'],
    without: [],
  },
  /** With what they have in common shared: a process starts with two thirds of the CPU. Its threads lie beside it. */
  processes: {
    folder: 'bundled/process',
    programs: {
      api: 'api/main.ts',
      dispatcher: 'workers/dispatcher/main.ts',
      'document-thread': 'workers/pipeline/document-thread.ts',
      'import-thread': 'workers/pipeline/import-thread.ts',
      monitor: 'workers/monitor/main.ts',
      orchestrator: 'workers/orchestrator/main.ts',
      'parse-thread': 'workers/pipeline/parse-thread.ts',
      'picture-thread': 'workers/threads/picture-thread.ts',
      pipeline: 'workers/pipeline/main.ts',
      renderer: 'workers/renderer/main.ts',
      scraper: 'workers/scraper/main.ts',
      'selector-thread': 'workers/pipeline/selector-thread.ts',
      'viewer-thread': 'workers/pipeline/viewer-thread.ts',
    },
    sources: ['cli/build', 'workers', 'api', 'activities', 'domain', 'adapters', 'package-lock.json'],
    // They have other files beside their code, or a module of ours reaches into them.
    without: [
      '@temporalio/*',
      '@aws-sdk/*',
      'mongodb',
      'bson',
      'header-generator',
      'playwright-core',
      'sharp',
      '@scalar/*',
      'unpdf',
    ],
  },
};

const FORM = ['--bundle', '--splitting', '--format=esm', '--platform=node', '--target=node20'];
const OUTPUT = ['--sourcemap', '--sources-content=false', '--log-level=warning'];
/** Packages written for require() still use it for Node's modules. */
const REQUIRE = `import { createRequire as r } from 'node:module'; const require = r(import.meta.url);`;

/** How the bundle of a name is made: program, its arguments, and the folder it writes, from `root`. */
export function bundleCall(root, name) {
  const { programs, without, ...bundle } = BUNDLES[name];
  const folder = `dist/${bundle.folder}`;
  const entries = Object.entries(programs).map(([program, source]) => `${program}=${source}`);
  const apart = without.map((each) => `--external:${each}`);
  const args = [...entries, ...FORM, ...OUTPUT, ...apart, `--outdir=${folder}`, `--banner:js=${REQUIRE}`];
  return { program: join(root, 'node_modules', '.bin', 'esbuild'), args, folder };
}
