// Aggregation pipelines. Stages that select, order, join or count are implemented here, with indexes and in
// BSON order; stages that compute are run by mingo. A stage that is not in the table is refused.
import type { Collection } from '../catalog/collection.ts';
import { StoreError } from '../failure.ts';
import { runStages, type StageOptions } from '../query/expression.ts';
import { countRecords, findParts, type Query } from '../query/find.ts';
import { compileFilter } from '../query/matcher.ts';
import { fieldsOfStage } from '../query/needed-fields.ts';
import { compileProjection } from '../query/projection.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { isDoc, isList, putField, type Doc } from '../value/document.ts';
import { compileGroup } from './group.ts';
import { compileLookup, type Docs, type PipelineContext } from './lookup.ts';
import { compileUnwind } from './unwind.ts';

type Stage = (docs: Docs) => Docs;
type CompileStage = (spec: unknown, context: PipelineContext) => Stage;

/** Runs a pipeline over a collection (undefined = empty). */
export function runPipeline(
  collection: Collection | undefined,
  pipeline: unknown,
  context: PipelineContext,
): Docs {
  const stages = parseStages(pipeline);
  const { query, used } = leadingQuery(stages);
  const countName = countedAs(stages.slice(used));
  if (collection !== undefined && countName !== undefined) {
    const n = countRecords(collection, { ...query, sort: [], variables: context.variables });
    return n === 0 ? [] : [countName(n)];
  }
  const rest = stages.slice(used).map((stage) => compileStage(stage, context));
  compileFilter(query.filter, context.variables);
  const fields = fieldsOfStage(stages[used]);
  const docs =
    collection === undefined ? [] : docsOf(collection, { ...query, variables: context.variables }, fields);
  return rest.reduce<Docs>((input, stage) => stage(input), docs);
}

function* docsOf(
  collection: Collection,
  query: Query,
  fields: readonly string[] | undefined,
): Generator<Doc> {
  for (const { doc } of findParts(collection, query, fields)) yield doc;
}

function parseStages(pipeline: unknown): Doc[] {
  if (!isList(pipeline)) throw new StoreError('TypeMismatch', 'a pipeline must be an array');
  return pipeline.map((stage) => {
    if (!isDoc(stage) || Object.keys(stage).length !== 1) {
      throw new StoreError('FailedToParse', 'a pipeline stage must have exactly one field');
    }
    return stage;
  });
}

/**
 * Turns leading $match, $sort, $skip and $limit stages, in this order, into one query that can use an index.
 */
function leadingQuery(stages: readonly Doc[]): { query: Query; used: number } {
  const filters: Doc[] = [];
  let used = 0;
  for (let match = stages[0]?.['$match']; isDoc(match); match = stages[++used]?.['$match'])
    filters.push(match);
  const sorting = stageOf(stages[used], '$sort');
  const sort = sorting === undefined ? [] : parseSort(sorting.spec);
  if (sort.length > 0) used++;
  const skipping = stageOf(stages[used], '$skip');
  const skip = skipping === undefined ? 0 : nonNegative(skipping.spec, '$skip');
  if (skipping !== undefined) used++;
  const limiting = stageOf(stages[used], '$limit');
  const limit = limiting === undefined ? 0 : positive(limiting.spec);
  if (limiting !== undefined) used++;
  return { query: { filter: allOf(filters), sort, skip, limit }, used };
}

/** Undefined: the stage is another one. */
function stageOf(stage: Doc | undefined, name: string): { readonly spec: unknown } | undefined {
  return stage !== undefined && name in stage ? { spec: stage[name] } : undefined;
}

function allOf(filters: readonly Doc[]): Doc {
  const [first = {}] = filters;
  return filters.length > 1 ? { $and: filters } : first;
}

/** Recognises what drivers send to count: `$group` by a constant with `{$sum: 1}`, and a lone `$count`. */
function countedAs(stages: readonly Doc[]): ((n: number) => Doc) | undefined {
  const stage = stages.length === 1 ? stages[0] : undefined;
  const count = stage?.['$count'];
  if (typeof count === 'string') return (n) => ({ [count]: n });
  const group = stage?.['$group'];
  if (!isDoc(group)) return undefined;
  const { _id: id, ...columns } = group;
  const constant = id === null || typeof id === 'number';
  const names = Object.keys(columns);
  const ones = names.every((name) => JSON.stringify(columns[name]) === '{"$sum":1}');
  return constant && ones
    ? (n) => ({ _id: id, ...Object.fromEntries(names.map((name) => [name, n])) })
    : undefined;
}

function nonNegative(value: unknown, name: string): number {
  if (typeof value !== 'number' || value < 0)
    throw new StoreError('BadValue', `${name} needs a number of at least 0`);
  return Math.trunc(value);
}

function positive(value: unknown): number {
  const count = nonNegative(value, '$limit');
  if (count === 0) throw new StoreError('BadValue', '$limit must be positive');
  return count;
}

/** A stage run by mingo. Its input is copied if the stage would write into nested parts of it. */
function computed(name: string): CompileStage {
  return (spec, context) => {
    const options: StageOptions = {
      variables: context.variables,
      copyInput: isDoc(spec) && Object.keys(spec).some((key) => key.includes('.')),
    };
    return (docs) => runStages(docs, [{ [name]: spec }], options);
  };
}

const STAGES: Record<string, CompileStage> = {
  $match: (spec, context) => {
    const matches = compileFilter(spec, context.variables);
    return function* (docs) {
      for (const doc of docs) if (matches(doc)) yield doc;
    };
  },
  $sort: (spec) => {
    const sort = parseSort(spec);
    return (docs) => sortBy(docs, (doc) => doc, sort);
  },
  $skip: (spec) => {
    const count = nonNegative(spec, '$skip');
    return function* (docs) {
      let position = 0;
      for (const doc of docs) if (position++ >= count) yield doc;
    };
  },
  $limit: (spec) => {
    const count = positive(spec);
    return function* (docs) {
      let position = 0;
      for (const doc of docs) {
        yield doc;
        if (++position >= count) return;
      }
    };
  },
  $count: (spec) => {
    const name = String(spec);
    return function* (docs) {
      let n = 0;
      for (const _ of docs) n++;
      if (n > 0) yield { [name]: n };
    };
  },
  $project: (spec, context) => {
    if (
      isDoc(spec) &&
      Object.values(spec).every((value) => typeof value === 'number' || typeof value === 'boolean')
    ) {
      const project = compileProjection(spec);
      if (project === undefined) throw new StoreError('BadValue', '$project needs at least one field');
      return function* (docs) {
        for (const doc of docs) yield project(doc);
      };
    }
    return computed('$project')(spec, context);
  },
  $unset: (spec) => {
    const names = isList(spec) ? spec : [spec];
    const project = compileProjection(Object.fromEntries(names.map((name) => [String(name), 0])));
    return function* (docs) {
      for (const doc of docs) yield project === undefined ? doc : project(doc);
    };
  },
  $group: (spec, context) => compileGroup(spec) ?? computed('$group')(spec, context),
  $sortByCount: (spec, context) => {
    const group = compileStage({ $group: { _id: spec, count: { $sum: 1 } } }, context);
    return (docs) => sortBy(group(docs), (doc) => doc, parseSort({ count: -1 }));
  },
  $unwind: (spec) => compileUnwind(spec),
  $lookup: (spec, context) => compileLookup(spec, context, runPipeline),
  $facet: (spec, context) => {
    if (!isDoc(spec)) throw new StoreError('TypeMismatch', '$facet needs a document');
    const facets = Object.entries(spec).map(([name, pipeline]) => ({
      name,
      stages: parseStages(pipeline).map((stage) => compileStage(stage, context)),
    }));
    return function* (docs) {
      const input = [...docs];
      const out: Doc = {};
      for (const { name, stages } of facets) {
        putField(out, name, [...stages.reduce<Docs>((before, stage) => stage(before), input)]);
      }
      yield out;
    };
  },
  $unionWith: (spec, context) => {
    const from = isDoc(spec) ? spec['coll'] : spec;
    const pipeline = isDoc(spec) ? (spec['pipeline'] ?? []) : [];
    const collection = context.store.find(`${context.database}.${String(from)}`);
    return function* (docs) {
      yield* docs;
      yield* runPipeline(collection, pipeline, context);
    };
  },
  $addFields: computed('$addFields'),
  $set: computed('$addFields'),
  $replaceRoot: computed('$replaceRoot'),
  $replaceWith: computed('$replaceWith'),
  $bucket: computed('$bucket'),
  $bucketAuto: computed('$bucketAuto'),
  $sample: computed('$sample'),
};

function compileStage(stage: Doc, context: PipelineContext): Stage {
  const name = Object.keys(stage)[0] ?? '';
  const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compile === undefined) {
    throw new StoreError(
      'UnrecognizedStage',
      `pipeline stage '${name}' is not supported by the embedded store`,
    );
  }
  return compile(stage[name], context);
}
