// Reads every source file of the repository once: its imports (value or type), its default export, and what it touches
// of the outside world by global names.
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Program, parseSync, Visitor } from 'oxc-parser';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceImport {
  /** A path in the repository, a package name, or `node:…`. */
  readonly target: string;
  readonly kind: 'own' | 'npm' | 'node';
  readonly typeOnly: boolean;
  /** Loaded when its line is reached, by `import()`. */
  readonly lazy: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly SourceImport[];
  readonly opensWithComment: boolean;
  readonly hasDefaultExport: boolean;
  /** Uses such as `process.env`, `Date.now`, `Math.random`, `new Date()`, `fetch`. */
  readonly globals: ReadonlySet<string>;
}

const SKIPPED = new Set(['node_modules', 'dist', 'docs', 'deploy', 'fixtures', 'histories']);

export function readSources(): SourceFile[] {
  return listSources('').map(readSource);
}

/** Files with code, by path from the root; hidden folders and generated ones left out. */
function listSources(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !SKIPPED.has(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return listSources(path);
      return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
    });
}

function readSource(path: string): SourceFile {
  return parseSource(path, readFileSync(`${ROOT}${path}`, 'utf8'));
}

export function parseSource(path: string, text: string): SourceFile {
  const { module, program } = parseSync(path, text);
  const raw: Omit<RawImport, 'lazy'>[] = [];
  const lazy: Omit<RawImport, 'lazy'>[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    raw.push({ specifier: moduleRequest.value, typeOnly });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest !== null) raw.push({ specifier: moduleRequest.value, typeOnly: isType });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^['"`][^$]*['"`]$/.test(written)) lazy.push({ specifier: written.slice(1, -1), typeOnly: false });
  }
  return {
    path,
    text,
    imports: [
      ...raw.map((each) => toImport(path, { ...each, lazy: false })),
      ...lazy.map((each) => toImport(path, { ...each, lazy: true })),
    ],
    opensWithComment: /^(#!.*\n)?\s*(\/\/|\/\*)/.test(text),
    hasDefaultExport: module.staticExports.some(({ entries }) =>
      entries.some(({ exportName }) => exportName.kind === 'Default'),
    ),
    globals: findGlobals(program),
  };
}

interface RawImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

function toImport(from: string, { specifier, ...how }: RawImport): SourceImport {
  if (specifier.startsWith('.'))
    return { target: posix.join(posix.dirname(from), specifier), kind: 'own', ...how };
  if (specifier.startsWith('node:')) return { target: specifier, kind: 'node', ...how };
  const parts = specifier.split('/');
  const target = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return { target, kind: 'npm', ...how };
}

const CALLED = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'WebSocket']);
const MEMBERS = new Set(['process.env', 'Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID']);

function findGlobals(program: Program): Set<string> {
  const found = new Set<string>();
  new Visitor({
    MemberExpression({ object, property }) {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
      const name = `${object.name}.${property.name}`;
      if (MEMBERS.has(name)) found.add(name);
    },
    NewExpression({ callee, arguments: given }) {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
        found.add('new Date()');
    },
    CallExpression({ callee }) {
      if (callee.type === 'Identifier' && CALLED.has(callee.name)) found.add(callee.name);
    },
  }).visit(program);
  return found;
}
