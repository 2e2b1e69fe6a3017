// Documents of YAML 1.2, whose values are those of JSON.
import { parseAllDocuments } from 'yaml';
import { WebloomError } from '../../../domain/system/errors.ts';

/** More are no configuration that somebody wrote, and would be unfolded without end. */
const MAX_ALIASES = 100;

/** A list of the documents; empty ones are left out. */
export function parseYaml(text: string, named: string): unknown[] {
  const parsed = parseAllDocuments(text, { prettyErrors: true, logLevel: 'silent' });
  const values: unknown[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) throw noYaml(named, error.message.trimEnd());
    try {
      const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
      if (value !== null) values.push(value);
    } catch (failure) {
      throw noYaml(named, failure instanceof Error ? failure.message : String(failure));
    }
  }
  return values;
}

function noYaml(named: string, detail: string): WebloomError {
  return new WebloomError('validation', `${named} is no YAML: ${detail}`);
}
