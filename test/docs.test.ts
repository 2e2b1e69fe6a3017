// What the documents say can be typed, opened and found: commands, options, paths, links and settings exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../cli/program.ts';
import { TEMPORAL_ACCESS_SETTINGS } from '../adapters/env/temporal-access.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

interface Document {
  readonly path: string;
  readonly text: string;
  /** Code spans and indented or fenced lines: what a reader may copy. */
  readonly code: readonly string[];
}

function readDocument(path: string): Document {
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
  const lines = [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line ?? '');
  return { path, text, code: [...spans, ...lines] };
}

/** Commands of npm itself. */
const OF_NPM = new Set(['install', 'pack', 'publish', 'root']);

const decisions = readdirSync(`${ROOT}docs/decisions`).toSorted();
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...decisions.map((name) => `docs/decisions/${name}`),
].map(readDocument);

function findAll(pattern: RegExp): { readonly path: string; readonly found: string }[] {
  return documents.flatMap(({ path, code }) =>
    code.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => ({ path, found: found ?? '' }))),
  );
}

function parseScripts(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
    scripts: Record<string, string>;
  };
  return manifest.scripts;
}

function openProgram(): Command {
  const io = { out: () => undefined, err: () => undefined, env: {}, isTerminal: false };
  return createProgram(io as unknown as Parameters<typeof createProgram>[0], {
    setExitCode: () => undefined,
    complain: () => undefined,
  });
}

describe('the documents', () => {
  it('name npm scripts that exist', () => {
    const scripts = parseScripts();
    const named = findAll(/\bnpm (?:run )?([a-z][a-z:-]*)/g).filter(({ found }) => found !== 'run');
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(({ found }) => scripts[found] === undefined && !OF_NPM.has(found))).toEqual([]);
  });

  it('name commands of webloom that exist, with options they have', () => {
    const program = openProgram();
    const wrong: string[] = [];
    const lines = documents.flatMap(({ path, code }) =>
      code.filter((text) => /^(\.\/)?webloom [a-z]/.test(text)).map((text) => ({ path, text })),
    );
    for (const { path, text } of lines) {
      const [, name = '', ...words] = text.split(/\s+/);
      const command = program.commands.find((one) => one.name() === name || one.aliases().includes(name));
      if (command === undefined) wrong.push(`${path}: ${text}: no command ${name}`);
      // Of `webloom keys create` the options stand at its second word, of `webloom alerts maintenance add` at its third.
      const inner = command?.commands.find((one) => one.name() === words[0]);
      const innermost = inner?.commands.find((one) => one.name() === words[1]);
      const options = [program, command, inner, innermost]
        .flatMap((one) => one?.options ?? [])
        .map(({ long }) => long);
      for (const word of words.filter((one) => one.startsWith('--'))) {
        if (!options.includes(word)) wrong.push(`${path}: ${text}: no option ${word}`);
      }
    }
    expect(lines.length).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });

  it('name files and folders that exist', () => {
    const top = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
    const paths = documents.flatMap(({ path, code }) =>
      code
        .flatMap((text) => text.split(/\s+/))
        .filter(
          (word) => top.includes(word.split('/')[0] ?? '') && word.includes('/') && !/[*<>{}…]/.test(word),
        )
        .map((word) => ({ path, word })),
    );
    const generated = /^(dist|node_modules)\//;
    const missing = paths.filter(({ word }) => !generated.test(word) && !existsSync(`${ROOT}${word}`));
    expect(missing).toEqual([]);
  });

  it('link to files that exist', () => {
    const links = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => ({ path, target })),
    );
    const missing = links.filter(
      ({ path, target }) =>
        !/^https?:/.test(target) && !existsSync(`${ROOT}${posix.join(posix.dirname(path), target)}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  it('lists every setting that is read, and no other', () => {
    const read = readFileSync(`${ROOT}adapters/env/setting-name.ts`, 'utf8');
    const known = new Set([...read.matchAll(/'([A-Z0-9_]+[A-Z])'/g)].map(([, name = '']) => name));
    const operations = readDocument('docs/operations.md').code.join(' ');
    const named = new Set(operations.match(/\b(?:WEBLOOM|MONGODB|RABBITMQ|TEMPORAL|OTEL)_[A-Z0-9_]+/g));
    const ofTemporal = new Set(TEMPORAL_ACCESS_SETTINGS);
    expect([...named].filter((name) => !ofTemporal.has(name)).toSorted()).toEqual([...known].toSorted());
    // Several names for one thing are explained there.
    const clusters = readDocument('docs/clusters.md').code.join(' ');
    const unsaid = TEMPORAL_ACCESS_SETTINGS.map((name) => name.replace(/_(?:PATH|DATA)$/, ''));
    expect(unsaid.filter((stem) => !clusters.includes(stem))).toEqual([]);
  });
});

describe('docs/decisions', () => {
  it('are numbered without gaps and at most 40 lines long', () => {
    expect(decisions.map((name) => name.slice(0, 5))).toEqual(
      decisions.map((_name, i) => `${String(i + 1).padStart(4, '0')}-`),
    );
    const long = documents.filter(
      ({ path, text }) => path.startsWith('docs/decisions/') && text.split('\n').length > 41,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});
