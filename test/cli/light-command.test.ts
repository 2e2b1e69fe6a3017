// What a command that only asks the API loads: the command line itself, and nothing of the stack, the rules or their packages.
import { expect, test } from 'vitest';
import { type SourceFile, readSources } from '../architecture/read-sources.ts';

const byPath = new Map(readSources().map((source) => [source.path, source]));

/** Everything that is read before the first line of the program runs. */
function loadedBy(entry: string): SourceFile[] {
  const found = new Map<string, SourceFile>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = byPath.get(path);
    if (source === undefined || found.has(path)) continue;
    found.set(path, source);
    for (const each of source.imports)
      if (each.kind === 'own' && !each.typeOnly && !each.lazy) open.push(each.target);
  }
  return [...found.values()];
}

test('the command line loads three small packages, all else when it is needed', () => {
  const packages = loadedBy('cli/main.ts').flatMap(({ imports }) =>
    imports.filter(({ kind, typeOnly, lazy }) => kind === 'npm' && !typeOnly && !lazy),
  );
  expect([...new Set(packages.map(({ target }) => target))].toSorted()).toEqual([
    'commander',
    'fastest-levenshtein',
    'picocolors',
  ]);
});

test('nothing that starts services or inspects pages is loaded with it', () => {
  const paths = loadedBy('cli/main.ts').map(({ path }) => path);
  expect(paths).toContain('cli/commands/job/jobs.ts');
  const heavy =
    /^(cli\/stack\/(stack\.ts|local-webloom|doctor|.*-service)|cli\/inspect\/run-inspection|demo\/shop\/|domain\/(parse|classify|change|watch|price)\/(?!rule\/rule-examples|condition-text|frame-rule|change\.ts))/;
  expect(paths.filter((path) => heavy.test(path))).toEqual([]);
});
