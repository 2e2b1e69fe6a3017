// What `import` is given: a file as bytes, standard input, or the data folder of changedetection.io.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../../domain/system/errors.ts';
import { MAX_IMPORT_BYTES } from '../../../domain/upkeep/import/bounds.ts';
import type { CliContext } from '../../context.ts';
import { readAll } from '../read-input.ts';

const MEGABYTE = 1024 * 1024;
const STORE = 'url-watches.json';

export async function readImportFile(context: Pick<CliContext, 'lines'>, path: string): Promise<Uint8Array> {
  if (path === '-') return new TextEncoder().encode(await readAll(context, path));
  try {
    return statSync(path).isDirectory() ? readFolder(path) : readBytes(path);
  } catch (cause) {
    if (cause instanceof WebloomError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new WebloomError('validation', `${path} can not be read (${code}).`, { facts: { path }, cause });
  }
}

function readBytes(path: string): Uint8Array {
  const { size } = statSync(path);
  if (size <= MAX_IMPORT_BYTES) return readFileSync(path);
  const detail = `${path} has ${Math.ceil(size / MEGABYTE)} MB; a file that is imported has ${MAX_IMPORT_BYTES / MEGABYTE} at most.`;
  throw new WebloomError('validation', detail, {
    facts: {
      remedy: 'Split it. Of a backup of changedetection.io take url-watches.json alone, or its data folder.',
    },
  });
}

/** One file of everything, or a folder for each watch and each group, put together as such a file. */
function readFolder(path: string): Uint8Array {
  const names = readdirSync(path);
  if (names.includes(STORE)) return readBytes(join(path, STORE));
  const watching = objectsIn(path, names, 'watch.json');
  if (Object.keys(watching).length === 0)
    throw new WebloomError('validation', `${path} is no data folder of changedetection.io.`, {
      facts: { path, remedy: 'Name the files to import, each by itself.' },
    });
  const settings = names.includes('changedetection.json') ? readJson(join(path, 'changedetection.json')) : {};
  const { application = {}, ...rest } = objectOf(objectOf(settings)['settings'] ?? settings);
  const tags = { ...objectOf(objectOf(application)['tags']), ...objectsIn(path, names, 'tag.json') };
  const whole = { watching, settings: { ...rest, application: { ...objectOf(application), tags } } };
  return new TextEncoder().encode(JSON.stringify(whole));
}

function objectsIn(path: string, names: readonly string[], file: string): Record<string, unknown> {
  const folders = names.filter((name) => statSync(join(path, name)).isDirectory());
  return Object.fromEntries(
    folders
      .filter((name) => readdirSync(join(path, name)).includes(file))
      .map((name) => [name, readJson(join(path, name, file))]),
  );
}

/** A file that is no JSON is an entry without an address, which is refused as such. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
