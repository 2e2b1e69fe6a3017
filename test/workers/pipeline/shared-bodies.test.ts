// Bodies of a batch in memory that both threads see: each at its place, batch after batch.
import { expect, test } from 'vitest';
import { SharedBodies } from '../../../workers/pipeline/shared-bodies.ts';

const request = (text: string) => ({
  url: `http://site.test/${text.length}`,
  contentType: 'text/html',
  body: new TextEncoder().encode(text),
});

function readBack({ memory, requests }: ReturnType<SharedBodies['fill']>): string[] {
  return requests.map(({ offset, length }) => Buffer.from(memory, offset, length).toString());
}

test('every body lies at its place', () => {
  const bodies = new SharedBodies();
  const texts = ['<p>one</p>', '', '<p>zwölf</p>'];
  const placed = bodies.fill(texts.map(request));
  expect(readBack(placed)).toEqual(texts);
  expect(placed.requests.map(({ url }) => url)).toEqual(texts.map((text) => request(text).url));
});

test('memory is used again, and grows for what does not fit', () => {
  const bodies = new SharedBodies();
  const first = bodies.fill([request('a'.repeat(600_000))]);
  const second = bodies.fill([request('b'.repeat(10)), request('c')]);
  expect(second.memory).toBe(first.memory);
  expect(readBack(second)).toEqual(['b'.repeat(10), 'c']);
  const larger = bodies.fill([request('d'.repeat(2_000_000))]);
  expect(readBack(larger)).toEqual(['d'.repeat(2_000_000)]);
  expect(bodies.fill([request('e')]).memory).toBe(larger.memory);
});

test('what a huge page needed is not kept', () => {
  const bodies = new SharedBodies();
  const huge = bodies.fill([request('x'.repeat(9_000_000))]);
  expect(bodies.fill([request('y')]).memory.byteLength).toBeLessThan(huge.memory.byteLength);
});
