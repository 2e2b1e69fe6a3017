// Holds the import map and the house rules that a linter can't see. The map itself is data: architecture/import-table.ts.
import { describe, expect, it } from 'vitest';
import { idForms } from './architecture/id-forms.ts';
import { FREE_FOLDERS, type ImportRow } from './architecture/import-row.ts';
import { IMPORT_TABLE } from './architecture/import-table.ts';
import { type SourceFile, type SourceImport, parseSource, readSources } from './architecture/read-sources.ts';

const sources = readSources();
const byPath = new Map(sources.map((source) => [source.path, source]));
const mapped = sources.filter(({ path }) => !FREE_FOLDERS.some((folder) => isWithin(path, folder)));
const tabled = mapped.filter(({ path }) => !isWithin(path, 'domain'));

/** Of one folder, those below it not counted. */
const MAX_FILES = 22;

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

const longestFirst = IMPORT_TABLE.toSorted((a, b) => b.path.length - a.path.length);
const rows = new Map<string, ImportRow | undefined>();

/** The most specific row. Each path is asked for again and again. */
function rowOf(path: string): ImportRow | undefined {
  if (!rows.has(path))
    rows.set(
      path,
      longestFirst.find((row) => isWithin(path, row.path)),
    );
  return rows.get(path);
}

/** An entry `domain` means everything below it; a row's own folder needs no entry, but not a folder with its own row. */
function allows(row: ImportRow, one: SourceImport): boolean {
  if (one.kind === 'node') return row.node === 'all' || (row.node === 'type' && one.typeOnly);
  if (one.kind === 'npm')
    return (row.npm ?? []).includes(one.target) || (one.typeOnly && (row.npmType ?? []).includes(one.target));
  if (isOwn(row, one.target)) return true;
  if ((row.may ?? []).some((folder) => isWithin(one.target, folder))) return true;
  return one.typeOnly && (row.mayType ?? []).some((folder) => isWithin(one.target, folder));
}

function isOwn(row: ImportRow, target: string): boolean {
  const folder = /\.\w+$/.test(row.path) ? row.path.slice(0, row.path.lastIndexOf('/')) : row.path;
  const other = rowOf(target);
  return isWithin(target, folder) && other !== undefined && isWithin(other.path, folder);
}

function wrongImports(source: SourceFile): string[] {
  const row = rowOf(source.path);
  if (row === undefined) return [`${source.path}: no row of the import table covers it`];
  return source.imports
    .filter((one) => !allows(row, one))
    .map((one) => `${source.path} (row ${row.path}) imports ${one.typeOnly ? 'type ' : ''}${one.target}`);
}

/** Everything reached from a file by imports that remain at run time. */
function reach(path: string, seen = new Set<string>()): Set<string> {
  for (const { target, typeOnly, kind } of byPath.get(path)?.imports ?? []) {
    if (typeOnly || seen.has(target)) continue;
    seen.add(target);
    if (kind === 'own') reach(target, seen);
  }
  return seen;
}

describe('the import table', () => {
  it('allows every import that is there', () => {
    expect(tabled.flatMap(wrongImports)).toEqual([]);
  });

  it('has no row that covers no file', () => {
    const used = new Set(tabled.map(({ path }) => rowOf(path)?.path));
    expect(IMPORT_TABLE.map(({ path }) => path).filter((path) => !used.has(path))).toEqual([]);
  });

  it('lists no folder and no package that its files do not import', () => {
    const stale = IMPORT_TABLE.flatMap((row) => {
      const files = tabled.filter(({ path }) => rowOf(path) === row);
      const imports = files.flatMap((file) => file.imports);
      const own = [...(row.may ?? []), ...(row.mayType ?? [])].filter(
        (folder) => !imports.some(({ target, kind }) => kind === 'own' && isWithin(target, folder)),
      );
      const npm = [...(row.npm ?? []), ...(row.npmType ?? [])].filter(
        (name) => !imports.some(({ target }) => target === name),
      );
      const node = row.node !== undefined && !imports.some(({ kind }) => kind === 'node') ? ['node'] : [];
      return [...own, ...npm, ...node].map((entry) => `${row.path}: ${entry}`);
    });
    expect(stale).toEqual([]);
  });

  it('tells apart what remains at run time and what are types', () => {
    const text = [
      "import type { A } from '../domain/a.ts';",
      "import { type B } from '@scope/pkg/sub.js';",
      "import { type C, d } from './c.ts';",
      "export type { E } from './e.ts';",
      "export * from './f.ts';",
      "const g = await import('node:fs');",
    ].join('\n');
    expect(parseSource('api/x.ts', text).imports).toEqual([
      { target: 'domain/a.ts', kind: 'own', typeOnly: true, lazy: false },
      { target: '@scope/pkg', kind: 'npm', typeOnly: true, lazy: false },
      { target: 'api/c.ts', kind: 'own', typeOnly: false, lazy: false },
      { target: 'api/e.ts', kind: 'own', typeOnly: true, lazy: false },
      { target: 'api/f.ts', kind: 'own', typeOnly: false, lazy: false },
      { target: 'node:fs', kind: 'node', typeOnly: false, lazy: true },
    ]);
  });
});

/** Files that import each other round about, types included: the ways back to a file that is being looked at. */
function circles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at !== -1) found.push([...way.slice(at), path].join(' → '));
    if (at !== -1 || done.has(path)) return;
    for (const { target, kind } of byPath.get(path)?.imports ?? [])
      if (kind === 'own') visit(target, [...way, path]);
    done.add(path);
  };
  for (const { path } of mapped) visit(path, []);
  return found;
}

describe('the house rules', () => {
  it('has no circle of imports, not of types either', () => {
    expect(circles()).toEqual([]);
  });

  it('keeps folders at a size that can be overlooked', () => {
    const files = new Map<string, number>();
    for (const { path } of mapped) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      files.set(folder, (files.get(folder) ?? 0) + 1);
    }
    expect([...files].filter(([, count]) => count > MAX_FILES)).toEqual([]);
  });

  it('keeps libraries and Node out of everything a workflow reaches', () => {
    const outside = mapped
      .filter(({ path }) => isWithin(path, 'workflows'))
      .flatMap(({ path }) => [...reach(path)].map((target) => `${path} reaches ${target}`))
      .filter(
        (line) =>
          !/ reaches (workflows\/|domain\/(run\/|system\/(trace\/|given\.ts)|job\/lifecycle\/)|@temporalio\/(workflow|common)$)/.test(
            line,
          ),
      );
    expect(outside).toEqual([]);
  });

  it('lets only schema files import zod', () => {
    const wrong = mapped.filter(
      ({ path, imports }) =>
        imports.some(({ target }) => target === 'zod') && !/(^|\/)(schema\.ts|schemas\/)/.test(path),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('keeps clock, chance, timers and the environment out of the rules', () => {
    const wrong = mapped
      .filter(({ path }) => isWithin(path, 'domain'))
      .flatMap(({ path, globals }) => [...globals].map((name) => `${path}: ${name}`));
    expect(wrong).toEqual([]);
  });

  it('reads the environment in adapters/env, handed over by the files that start processes', () => {
    const starters = /^(adapters\/env\/|cli\/|workers\/wiring\/foundation\.ts$|.*\/main\.ts$)/;
    const wrong = mapped.filter(({ path, globals }) => globals.has('process.env') && !starters.test(path));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('lets only adapters/http open connections to the web', () => {
    const running = ['activities', 'adapters', 'api', 'domain', 'workers', 'workflows'];
    const clients = /^(undici|got-scraping|got|node:(net|tls|http|https|http2|dns|dns\/promises|dgram))$/;
    // The client of our own API is the CLI's; it runs on the user's side.
    // What hinders a connection to Temporal is looked for at the address of a setting, and a language model asked at that of
    // another; no page leads there.
    const others = [
      'api/client/client.ts',
      'adapters/model/chat-model.ts',
      'adapters/temporal/find-obstacle.ts',
    ];
    const exempt = (path: string): boolean => isWithin(path, 'adapters/http') || others.includes(path);
    const wrong = mapped
      .filter(({ path }) => running.some((folder) => isWithin(path, folder)) && !exempt(path))
      .flatMap(({ path, imports, globals }) => [
        ...imports
          .filter(({ target, typeOnly }) => !typeOnly && clients.test(target))
          .map(({ target }) => `${path}: ${target}`),
        ...['fetch', 'WebSocket'].filter((name) => globals.has(name)).map((name) => `${path}: ${name}`),
      ]);
    expect(wrong).toEqual([]);
  });

  it('builds and reads ids in their own files alone', () => {
    expect(sources.flatMap(({ path, text }) => idForms(path, text))).toEqual([]);
  });

  it.each([
    'const id = `${jobId}:${urlKey}`;',
    'const urlKey = entry._id.slice(run._id.length + 1);',
    "const [, runId] = page.outbox[0]?.key.split('/')[1];",
    'ports.blobs.list(`runs/${runId}/`);',
    "if (text.startsWith('job_')) return text;",
  ])('sees an id that is built or read elsewhere: %s', (line) => {
    expect(idForms('domain/run/visit/decide.ts', line)).toHaveLength(1);
    expect(idForms('domain/page/page-id.ts', line)).toEqual([]);
  });

  it('hides what is private from the language, not from the compiler alone', () => {
    // A constructor that only its own class may call has no other word.
    const worded = /^\s*(private|protected|public) (?!constructor\b)/m;
    expect(sources.filter(({ text }) => worded.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('declares the functions of a file as functions', () => {
    // Those of a named type (`const set: Build = …`) say what they are for.
    const arrow =
      /^(export )?const \w+ = (async )?(<[^>]+>)?(\([^()]*(\([^()]*\)[^()]*)*\)|\w+)(: [^=]+)? =>/m;
    expect(mapped.filter(({ text }) => arrow.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('hands a use case the ports it needs, not all there are', () => {
    const all = /[:&] (ControlPorts|ApiPorts)\b(?!\[)|extends (ControlPorts|ApiPorts)\b/;
    const cases = [
      'domain/job/verb',
      'domain/upkeep/removal',
      'activities',
      'api/query',
      'api/views',
      'api/http',
    ];
    const wrong = mapped.filter(
      ({ path, text }) => cases.some((folder) => isWithin(path, folder)) && all.test(text),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('gives errors to the log as errors, with their stack', () => {
    const worded =
      /\b(err|error|cause|reason): (String\((error|cause|reason)\)|\w+\.(message|stack)\b)[^;]*\},\s*['"`]/;
    expect(worded.test("log.warn({ runId, error: String(error) }, 'not stored');")).toBe(true);
    const wrong = mapped.filter(({ text }) => text.includes('log.') && worded.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('has no default export outside of what tools load', () => {
    // vitest takes a reporter by its file's default export.
    const loaded = (path: string) => path.endsWith('.config.ts') || path === 'cli/build/outside-errors.mjs';
    const wrong = sources.filter(({ path, hasDefaultExport }) => hasDefaultExport && !loaded(path));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('has no file whose name says nothing', () => {
    const empty = /(^|[/-])(utils?|helpers?|common|misc|constants?|managers?)(\.|\/)|(^|\/)types?(\.|\/)/;
    expect(sources.map(({ path }) => path).filter((path) => empty.test(path))).toEqual([]);
  });

  it('opens every source file with a comment that says its purpose', () => {
    const wrong = mapped.filter(({ opensWithComment }) => !opensWithComment);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
