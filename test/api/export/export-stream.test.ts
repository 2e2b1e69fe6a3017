// An export is read as fast as it is taken, and a cut one never looks whole.
import { expect, test } from 'vitest';
import type { Batches } from '../../../api/export/export-rows.ts';
import { toCsv, toNdjson } from '../../../api/export/export-stream.ts';

interface Row {
  readonly n: number;
}

const COLUMNS = { columns: [{ name: 'n', cell: ({ n }: Row) => n }], withMark: false };

function countedParts(count: number, note: (n: number) => void, size = 1): Batches<Row> {
  return (async function* () {
    for (let n = 0; n < count; n++) {
      note(n);
      yield Array.from({ length: size }, () => ({ n }));
    }
  })();
}

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const piece of stream) text += String(piece);
  return text;
}

test('CSV has a line of names, JSON lines end with their number', async () => {
  const csv = await toCsv(
    countedParts(2, () => undefined),
    COLUMNS,
  );
  expect(await textOf(csv.text)).toBe('n\r\n0\r\n1\r\n');
  expect(csv.rows()).toBe(2);
  const marked = await toCsv(
    countedParts(0, () => undefined),
    { ...COLUMNS, withMark: true },
  );
  expect(await textOf(marked.text)).toBe('\uFEFFn\r\n');
  const lines = await toNdjson(countedParts(2, () => undefined));
  expect(await textOf(lines.text)).toBe('{"n":0}\n{"n":1}\n{"end":true,"rows":2}\n');
});

test('parts are read only as they are taken', async () => {
  const read: number[] = [];
  const { text } = await toNdjson(countedParts(1_000, (n) => read.push(n), 1_000));
  const pieces = text[Symbol.asyncIterator]();
  await pieces.next();
  expect(read.length).toBeLessThan(50);
  text.destroy();
});

test('a client that goes away ends the reading', async () => {
  let isOver = false;
  const parts: Batches<Row> = (async function* () {
    try {
      for (;;) yield [{ n: 1 }];
    } finally {
      isOver = true;
    }
  })();
  const { text } = await toNdjson(parts);
  for await (const _ of text) break;
  expect(isOver).toBe(true);
});

test('a fault at the first part is an error before any answer, a later one breaks the stream', async () => {
  const failing = (after: number): Batches<Row> =>
    (async function* () {
      for (let n = 0; n < after; n++) yield [{ n }];
      throw new Error('the store is away');
    })();
  await expect(toNdjson(failing(0))).rejects.toThrow('the store is away');
  const { text } = await toNdjson(failing(1));
  let got = '';
  const reading = (async () => {
    for await (const piece of text) got += String(piece);
  })();
  await expect(reading).rejects.toThrow('the store is away');
  expect(got).not.toContain('"end"');
});
