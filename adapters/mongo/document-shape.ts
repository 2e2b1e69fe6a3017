// Documents are input from outside. Checking whole documents would cost more than reading them, so each store
// names the few fields its decisions depend on. A document without one of them is refused as corrupt.
import { WebloomError } from '../../domain/system/errors.ts';

type FieldKind = 'string' | 'number' | 'boolean' | 'array' | 'date' | 'object';

export interface DocumentShape {
  readonly collection: string;
  readonly fields: readonly (readonly [name: string, kind: FieldKind])[];
}

export function documentShape(collection: string, fields: Record<string, FieldKind>): DocumentShape {
  return { collection, fields: Object.entries(fields) };
}

/** Returns the document; throws `data-corrupt` if a field of the shape is missing or of another kind. */
export function checked<T extends object>(document: T, shape: DocumentShape): T {
  for (const [name, kind] of shape.fields) {
    const value: unknown = Reflect.get(document, name);
    if (!isKind(value, kind)) throw corrupt(document, shape, name);
  }
  return document;
}

export function checkedOrNull<T extends object>(document: T | null, shape: DocumentShape): T | null {
  return document === null ? null : checked(document, shape);
}

export function checkedAll<T extends object>(documents: T[], shape: DocumentShape): T[] {
  for (const document of documents) checked(document, shape);
  return documents;
}

function isKind(value: unknown, kind: FieldKind): boolean {
  switch (kind) {
    case 'array':
      return Array.isArray(value);
    case 'date':
      return value instanceof Date;
    case 'object':
      return typeof value === 'object' && value !== null;
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === kind;
  }
}

function corrupt(document: object, shape: DocumentShape, field: string): WebloomError {
  const id: unknown = Reflect.get(document, '_id');
  return new WebloomError(
    'data-corrupt',
    `Document ${String(id)} in ${shape.collection} has no valid ${field}; restore it from a backup or remove it.`,
    { facts: { collection: shape.collection, id, field } },
  );
}
