import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entryOf } from '../../../cli/stack/process-launch.ts';

let build: string;

beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), 'build-'));
});

afterEach(() => rmSync(build, { recursive: true, force: true }));

function built(file: string): string {
  const path = join(build, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return path;
}

test.each(['api', 'orchestrator', 'dispatcher', 'pipeline', 'scraper', 'monitor'] as const)(
  'a process runs from its bundle, from its compiled modules without one, else from source: %s',
  (role) => {
    const folder = role === 'api' ? 'api' : `workers/${role}`;
    expect(entryOf(role, build).at(-1)).toBe(join(build, folder, 'main.ts'));
    const compiled = built(`${folder}/main.js`);
    expect(entryOf(role, build).at(-1)).toBe(compiled);
    const bundled = built(`bundled/process/${role}.js`);
    expect(entryOf(role, build).at(-1)).toBe(bundled);
  },
);
