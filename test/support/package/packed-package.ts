// The package as `npm pack` makes it of the present build, and an installation of it: unpacked where npm would put it, beside
// links to the packages that it names. It is not installed by npm, because that asks the registry for minutes; a package that
// only a clone has is missing all the same.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const MAX_LISTING_BYTES = 4 * 1024 * 1024;

export interface PackedPackage {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly paths: readonly string[];
}

/** Packs into `folder`; what is packed was built before. */
export async function packPackage(folder: string): Promise<PackedPackage> {
  // The scripts of npm would build first, for which others wait.
  await run(process.execPath, [
    '--input-type=module',
    '-e',
    `import { readyToPack } from ${JSON.stringify(join(ROOT, 'cli/build/packed.mjs'))}; readyToPack(${JSON.stringify(ROOT)});`,
  ]);
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: ROOT, maxBuffer: MAX_LISTING_BYTES });
  const told: unknown = JSON.parse(stdout);
  // npm 12 names the packages, older ones list them.
  const [packed] = Object.values(told as Record<string, PackedAnswer>);
  if (packed === undefined) throw new Error(`npm pack told of no package: ${stdout.slice(0, 200)}`);
  const { filename, size, unpackedSize, files } = packed;
  return { file: join(folder, filename), size, unpackedSize, paths: files.map(({ path }) => path) };
}

interface PackedAnswer {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

export interface Installation {
  /** Where a user would call npm. */
  readonly folder: string;
  /** Where the package lies. */
  readonly home: string;
  /** What npm links as its command. */
  readonly command: string;
}

export async function installPackage({ file }: PackedPackage, folder: string): Promise<Installation> {
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'webloom');
  mkdirSync(home, { recursive: true });
  await run('tar', ['-xzf', file, '-C', home, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  return { folder, home, command: join(home, 'webloom') };
}

/** Every file below, by its path from there. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
