// What of a page is watched, as typed at the command line.
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addChangeOptions, type ChangeOptions, toChanges } from '../../cli/change-options.ts';
import type { ChangesPatch } from '../../domain/config/schema.ts';
import { changesSchema } from '../../domain/config/watch/schema.ts';

function typed(args: readonly string[], present: ChangesPatch = {}): ChangesPatch {
  const command = new Command('add').exitOverride().configureOutput({ writeErr: () => undefined });
  const filters = addChangeOptions(command);
  command.parse(args, { from: 'user' });
  return toChanges(command.opts<ChangeOptions>(), filters, present);
}

describe('the options of a watch', () => {
  it.each<[readonly string[], ChangesPatch]>([
    [[], {}],
    [
      ['--part', '//h2', '--part', 'main', '--without', '$.ts'],
      { scope: { include: ['//h2', 'main'], exclude: ['$.ts'] } },
    ],
    [['--format', 'json-pretty'], { format: 'json-pretty' }],
    [['--feed'], { format: 'feed' }],
    [
      ['--source', '--link-targets', '--keep-whitespace'],
      { compare: 'source', linkTargets: true, keepWhitespace: true },
    ],
    [['--array-key', 'code'], { arrayKeys: ['code'] }],
    [
      ['--when', 'number > 5', '--when', 'text contains tent', '--when-any', 'similarity < 90%'],
      {
        conditions: {
          all: [
            { on: 'number', is: '>', value: 5 },
            { on: 'text', is: 'contains', value: 'tent' },
          ],
          any: [{ on: 'similarity', is: '<', value: 90 }],
        },
      },
    ],
    [['--when', 'price<=99,5'], { conditions: { all: [{ on: 'number', is: '<=', value: 99.5 }], any: [] } }],
    [
      ['--when', 'text does not match /^closed$/i'],
      { conditions: { all: [{ on: 'text', is: 'matches', value: '/^closed$/i', not: true }], any: [] } },
    ],
    [
      ['--only', 'added, removed', '--new-lines', '--noise', 'none', '--frame', 'quiet', '--empty-is-change'],
      { only: ['added', 'removed'], newLinesOnly: true, noise: 'none', frame: 'quiet', emptyIsChange: true },
    ],
    [
      ['--body-part', 'footer .hours', '--body-part', '//p', '--frame-part', '.related'],
      { bodyParts: ['footer .hours', '//p'], frameParts: ['.related'] },
    ],
    [['--compared-versions', '3'], { comparedVersions: 3 }],
    [
      ['--min-severity', 'major', '--only-numbers-beyond', '2,5 %'],
      { minSeverity: 'major', onlyNumbersBeyondPercent: 2.5 },
    ],
  ])('reads %j as rules', (args, changes) => {
    expect(typed(args)).toEqual(changes);
    expect(changesSchema.safeParse(typed(args)).success).toBe(true);
  });

  it('keeps filters in the order in which they are typed', () => {
    const args = [
      '--sort',
      '--keep-lines',
      'a',
      '--replace',
      '|a/b|c|i',
      '--unique',
      '--json-values',
      '$.x',
      '--csv',
    ];
    expect(typed(args).filters).toEqual([
      { kind: 'sort' },
      { kind: 'keep-lines', containing: ['a'] },
      { kind: 'replace', pattern: 'a/b', with: 'c', flags: 'i' },
      { kind: 'unique' },
      { kind: 'json-to-text', path: '$.x' },
      { kind: 'csv-to-text' },
    ]);
    expect(changesSchema.safeParse(typed(args)).success).toBe(true);
  });

  it('adds lists to those the job has', () => {
    const present: ChangesPatch = {
      ignoreText: ['clock'],
      scope: { include: ['main'], exclude: [] },
      filters: [{ kind: 'sort' }],
    };
    expect(typed(['--ignore-text', 'views', '--without', 'nav', '--strip'], present)).toEqual({
      ignoreText: ['clock', 'views'],
      scope: { include: ['main'], exclude: ['nav'] },
      filters: [{ kind: 'sort' }, { kind: 'strip' }],
    });
  });

  it.each([
    [['--when', 'five'], 'It is no condition. Write one as in: number > 5'],
    [['--only', 'new'], '"new" is no kind of line: write added, removed or changed.'],
    [['--replace', 'a/b'], 'Write /pattern/with/'],
    [['--only-numbers-beyond', 'much'], '"much" is no share. Write 5 or 2.5.'],
    [['--compared-versions', 'all'], '"all" is no number of versions. Write one from 1 to 20.'],
    [['--feed', '--xml'], 'Choose one of --format, --feed, --text and --xml.'],
  ])('refuses %j', (args, message) => {
    expect(() => typed(args)).toThrow(message);
  });
});
