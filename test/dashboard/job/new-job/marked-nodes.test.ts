// The parts of a page that hold what somebody has marked.
import { expect, test } from 'vitest';
import { nodesOfText } from '../../../../dashboard/job/new-job/picker/marked-nodes.ts';

const PARTS = [
  { node: 1, text: 'Opening hours' },
  { node: 2, text: 'Monday to Friday, 9 to 17.' },
  {
    node: 3,
    text: 'Bring your library card with you, and a pencil. The reading room is on the second floor, be…',
  },
  { node: 4, text: 'Opening hours of the library: Monday to Friday, 9 to 17. Closed on holidays.' },
  { node: 5, text: '' },
];

test.each([
  ['a part of a line', 'to Friday', [2]],
  ['whatever its spaces and capitals', 'MONDAY  to\nFriday', [2]],
  ['the smallest one that has all of it', 'Opening hours', [1]],
  ['a larger one where only that has it', 'Closed on holidays', [4]],
  ['several lines', 'Opening hours\nMonday to Friday, 9 to 17.', [1, 2]],
  [
    'the beginning of a text that is cut',
    'Bring your library card with you, and a pencil. The reading room is on the second floor, behind',
    [3],
  ],
  ['what is not there', 'Sold out', []],
  ['nothing', '  ', []],
])('%s', (_name, marked, nodes) => {
  expect(nodesOfText(PARTS, marked)).toEqual(nodes);
});
