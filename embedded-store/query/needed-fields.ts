// Which fields of the documents a query reads, as dotted paths. Undefined: perhaps any, so documents have to be read whole.
import { isDoc, isList, type Doc } from '../value/document.ts';
import type { SortField } from './sort.ts';

type Paths = readonly string[] | undefined;

const BRANCHES = new Set(['$and', '$or', '$nor']);

function fieldsOfFilter(filter: Doc): Paths {
  const paths: string[] = [];
  for (const key in filter) {
    const value = filter[key];
    if (BRANCHES.has(key) && isList(value)) {
      for (const branch of value) {
        const inner = isDoc(branch) ? fieldsOfFilter(branch) : undefined;
        if (inner === undefined) return undefined;
        paths.push(...inner);
      }
    } else if (key.startsWith('$')) {
      return undefined;
    } else {
      paths.push(key);
    }
  }
  return paths;
}

export function fieldsOfQuery(filter: Doc, sort: readonly SortField[]): Paths {
  const paths = fieldsOfFilter(filter);
  return paths && [...paths, ...sort.map(({ name }) => name)];
}

/** Of a projection that names what it keeps. */
export function fieldsOfProjection(spec: unknown): Paths {
  if (!isDoc(spec)) return undefined;
  const names = Object.keys(spec).filter((name) => name !== '_id');
  const keepsAll = names.length === 0 || names.some((name) => spec[name] !== 1 && spec[name] !== true);
  return keepsAll ? undefined : ['_id', ...names];
}

/** Of the first stage of a pipeline that computes: what comes after it sees its result alone. */
export function fieldsOfStage(stage: Doc | undefined): Paths {
  if (stage === undefined) return undefined;
  if ('$project' in stage) return fieldsOfProjection(stage['$project']);
  return '$group' in stage ? fieldsOfExpression(stage['$group']) : undefined;
}

function fieldsOfExpression(value: unknown): Paths {
  if (typeof value === 'string') {
    if (value.startsWith('$$')) return undefined;
    return value.startsWith('$') ? [value.slice(1)] : [];
  }
  const parts = isList(value) ? value : isDoc(value) ? Object.values(value) : [];
  const paths: string[] = [];
  for (const part of parts) {
    const inner = fieldsOfExpression(part);
    if (inner === undefined) return undefined;
    paths.push(...inner);
  }
  return paths;
}
