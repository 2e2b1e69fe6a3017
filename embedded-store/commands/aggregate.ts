// The aggregate command: a pipeline over one collection; a cursor gives its result.
import { StoreError } from '../failure.ts';
import { sizeOf } from '../value/bytes.ts';
import { isDoc, type Doc } from '../value/document.ts';
import { collectionOf, namespaceOf, wholeNumber, type Command } from './command.ts';
import { runPipeline } from './pipeline.ts';
import type { SizedDoc } from './cursors.ts';

const aggregate: Command = {
  fields: ['pipeline', 'cursor', 'explain', 'let'],
  writes: false,
  run: (request) => {
    const { body, store, database, cursors } = request;
    if (body['explain'] === true)
      throw new StoreError('CommandNotSupported', 'explain of aggregate is not supported');
    const variables = isDoc(body['let']) ? body['let'] : {};
    const docs = runPipeline(collectionOf(request), body['pipeline'], { store, database, variables });
    const cursor = isDoc(body['cursor']) ? body['cursor'] : {};
    return cursors.first(measured(docs), {
      namespace: namespaceOf(request),
      batchSize: cursor['batchSize'] === undefined ? undefined : wholeNumber(cursor, 'batchSize', 0),
      single: false,
    });
  },
};

function* measured(docs: Iterable<Doc>): Generator<SizedDoc> {
  for (const doc of docs) yield { doc, size: sizeOf(doc) };
}

export const aggregateCommands: Record<string, Command> = { aggregate };
