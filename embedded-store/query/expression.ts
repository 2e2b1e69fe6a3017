// Aggregation expressions, and stages that consist mostly of expressions, are run by mingo. It reads stored
// documents in place; a stage that would write into nested parts of them gets copies.
import { Aggregator } from 'mingo';
import { ProcessingMode } from 'mingo/core';
import { StoreError } from '../failure.ts';
import type { Doc } from '../value/document.ts';

export interface StageOptions {
  readonly variables: Doc;
  readonly copyInput: boolean;
}

/** Runs stages over documents. Errors that mingo finds in the pipeline become refusals with a code. */
export function runStages(docs: Iterable<Doc>, stages: readonly Doc[], options: StageOptions): Doc[] {
  // Faults in reading the documents are not the pipeline's.
  const input = [...docs];
  try {
    const processingMode = options.copyInput ? ProcessingMode.CLONE_INPUT : ProcessingMode.CLONE_OFF;
    const aggregator = new Aggregator([...stages], {
      scriptEnabled: false,
      variables: options.variables,
      processingMode,
    });
    return aggregator.run<Doc>(input);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new StoreError('InvalidPipelineOperator', `aggregation refused: ${message}`);
  }
}

/** The value of one expression for one document; undefined when it is missing. */
export function evaluate(doc: Doc, expression: unknown, variables: Doc = {}): unknown {
  return runStages([doc], [{ $replaceWith: { value: expression } }], { variables, copyInput: false })[0]?.[
    'value'
  ];
}
