// Property copying (HTML+RDFa 1.1 section 3.5): `rdfa:copy` gives a subject the properties of a pattern, and patterns
// themselves say nothing.
import { type JsonObject, type JsonValue, isObject, listOf } from './structured-node.ts';

const COPY = 'http://www.w3.org/ns/rdfa#copy';
const PATTERN = 'http://www.w3.org/ns/rdfa#Pattern';
/** More than any page nests. */
const MAX_STEPS = 1_000;

type Subjects = ReadonlyMap<string, JsonObject>;

function patternsOf(subject: JsonObject, subjects: Subjects): JsonObject[] {
  return listOf(subject[COPY]).flatMap((value) => {
    const id = isObject(value) ? value['@id'] : undefined;
    const target = typeof id === 'string' ? subjects.get(id) : undefined;
    return target !== undefined && isPattern(target) ? [target] : [];
  });
}

function isPattern(subject: JsonObject): boolean {
  return listOf(subject['@type']).includes(PATTERN);
}

/** The subjects with what they copy, without the patterns. `add` adds a statement that is not there yet. */
export function copyPatterns(
  subjects: Subjects,
  add: (subject: string, property: string, value: JsonValue) => void,
): JsonObject[] {
  const all = [...subjects.values()];
  if (!all.some((subject) => COPY in subject)) return all;
  let steps = 0;
  for (const [id, subject] of subjects) {
    if (isPattern(subject)) continue;
    const pending = patternsOf(subject, subjects);
    const seen = new Set(pending);
    for (const pattern of pending) {
      if (++steps > MAX_STEPS) break;
      for (const inner of patternsOf(pattern, subjects)) {
        if (!seen.has(inner)) pending.push(inner);
        seen.add(inner);
      }
      copyInto(id, pattern, add);
    }
    if (seen.size > 0) delete subject[COPY];
  }
  return all.filter((subject) => !isPattern(subject));
}

function copyInto(
  id: string,
  pattern: JsonObject,
  add: (subject: string, property: string, value: JsonValue) => void,
): void {
  for (const [property, values] of Object.entries(pattern)) {
    if (property === '@id' || property === COPY) continue;
    for (const value of listOf(values)) if (value !== PATTERN) add(id, property, value);
  }
}
