import { expect, it } from 'vitest';
import { checkPictureRules } from '../../../domain/config/check-picture-rules.ts';

const faults = (config: object): string[] =>
  checkPictureRules(config).map(({ pointer, code }) => `${pointer} ${code}`);

it('a job that watches pictures may say where and how much', () => {
  const picture = {
    thresholdPercent: 0.5,
    include: ['#chart', '//figure[2]', { x: 1, y: 2, width: 3, height: 4 }],
    exclude: ['.ad > img'],
  };
  expect(
    faults({
      changes: { watch: 'picture', picture, noise: 'none', confirm: true },
      fetch: { render: 'always' },
    }),
  ).toEqual([]);
  expect(faults({ changes: {} })).toEqual([]);
  expect(
    faults({
      changes: {
        watch: 'picture',
        format: 'auto',
        frame: 'minor',
        only: [],
        scope: { include: [], exclude: [] },
      },
    }),
  ).toEqual([]);
});

it.each<[string, object, string[]]>([
  [
    'places without pictures',
    { changes: { watch: 'page', picture: { include: ['#a'] } } },
    ['/config/changes/picture no-effect'],
  ],
  [
    'a selector that is none',
    { changes: { watch: 'picture', picture: { exclude: ['a', 'div['] } } },
    ['/config/changes/picture/exclude/1 invalid-selector'],
  ],
  [
    'an XPath that is none',
    { changes: { watch: 'picture', picture: { include: ['//div['] } } },
    ['/config/changes/picture/include/0 invalid-selector'],
  ],
  [
    'rules about text',
    { changes: { watch: 'picture', ignoreText: ['x'], minSeverity: 'major' } },
    ['/config/changes/ignoreText no-effect', '/config/changes/minSeverity no-effect'],
  ],
  [
    'a part of the text',
    { changes: { watch: 'picture', scope: { include: ['#a'], exclude: [] } } },
    ['/config/changes/scope no-effect'],
  ],
  [
    'conditions',
    {
      changes: {
        watch: 'picture',
        conditions: { all: [{ on: 'text', is: 'contains', value: 'x' }], any: [] },
      },
    },
    ['/config/changes/conditions no-effect'],
  ],
  [
    'no browser',
    { changes: { watch: 'picture' }, fetch: { render: 'never' } },
    ['/config/fetch/render no-effect'],
  ],
  [
    'a browser only where needed',
    { changes: { watch: 'picture' }, fetch: { render: 'auto' } },
    ['/config/fetch/render no-effect'],
  ],
  [
    'no pictures',
    { changes: { watch: 'picture' }, fetch: { screenshot: 'none' } },
    ['/config/fetch/screenshot no-effect'],
  ],
])('%s: refused where it stands', (_name, config, told) => {
  expect(faults(config)).toEqual(told);
});
