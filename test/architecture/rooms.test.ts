// Folders import in one direction: the rooms of domain in their order, all others without a circle.
import { describe, expect, it } from 'vitest';
import { FREE_FOLDERS } from './import-row.ts';
import { parseSource, readSources } from './read-sources.ts';
import { DOMAIN_PACKAGES, knots, wrongInDashboard, wrongInDomain } from './rooms.ts';

const mapped = readSources().filter(
  ({ path }) => !FREE_FOLDERS.some((folder) => path.startsWith(`${folder}/`)),
);
const rules = mapped.filter(({ path }) => path.startsWith('domain/'));

describe('the rooms of domain', () => {
  it('import what stands below them alone', () => {
    expect(rules.flatMap(wrongInDomain)).toEqual([]);
  });

  it('list no package for a folder that does not import it', () => {
    const stale = Object.entries(DOMAIN_PACKAGES).flatMap(([name, folders]) =>
      folders
        .filter(
          (folder) =>
            !rules.some(
              ({ path, imports }) =>
                path.startsWith(`domain/${folder}/`) && imports.some(({ target }) => target === name),
            ),
        )
        .map((folder) => `${name}: ${folder}`),
    );
    expect(stale).toEqual([]);
  });

  it('refuse an import upwards and one of another part of the repository', () => {
    const text = "import type { Job } from '../job/job.ts';\nimport { x } from '../../api/app.ts';";
    expect(wrongInDomain(parseSource('domain/run/run.ts', text))).toEqual([
      'domain/run/run.ts imports domain/job/job.ts',
      'domain/run/run.ts imports api/app.ts',
    ]);
    expect(wrongInDomain(parseSource('domain/new/file.ts', ''))).toHaveLength(1);
  });
});

describe('the rooms of the dashboard', () => {
  it('import what stands below them alone', () => {
    expect(mapped.filter(({ path }) => path.startsWith('dashboard/')).flatMap(wrongInDashboard)).toEqual([]);
  });

  it('refuse an import upwards', () => {
    const text = "import { Rail } from '../frame/rail.tsx';\nimport { ask } from '../api/ask.ts';";
    expect(wrongInDashboard(parseSource('dashboard/job/screen.tsx', text))).toEqual([
      'dashboard/job/screen.tsx imports dashboard/frame/rail.tsx',
    ]);
    expect(wrongInDashboard(parseSource('dashboard/new/screen.tsx', ''))).toHaveLength(1);
  });
});

describe('folders', () => {
  it('have no circle of imports at any level', () => {
    expect(knots(mapped)).toEqual([]);
  });

  it('are seen in a circle, over a third one and by types too', () => {
    const files = [
      parseSource('x/a/one.ts', "import type { B } from '../b/two.ts';"),
      parseSource('x/b/two.ts', "import { c } from '../c/three.ts';"),
      parseSource('x/c/three.ts', "import { one } from '../a/one.ts';"),
      parseSource('x/d/four.ts', "import { one } from '../a/one.ts';"),
    ];
    expect(knots(files)).toEqual(['x: a, b, c']);
  });
});
