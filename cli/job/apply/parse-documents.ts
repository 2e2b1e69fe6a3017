// Documents of YAML, one JSON document, or JSON lines as an export writes them: a document a line, and a last line that says that all
// are there.
import { WebloomError } from '../../../domain/system/errors.ts';
import { objectOf } from '../job-options.ts';
import { parseJson } from '../read-input.ts';

/** A list of the documents where the text has several. `file`: its path, or `-`. */
export async function parseDocuments(text: string, file: string): Promise<unknown> {
  const named = file === '-' ? 'Standard input' : file;
  const isYaml = file === '-' ? !/^\s*[[{]/.test(text) : /\.ya?ml$/i.test(file);
  if (!isYaml) return parseJsonLines(text, named);
  const { parseYaml } = await import('./parse-yaml.ts');
  return parseYaml(text, named);
}

function parseJsonLines(text: string, named: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !isWhole(lines[0] ?? '')) return parseJson(text, named);
  const documents = lines.map((line, at) => parseJson(line, `Line ${at + 1} of ${named}`));
  // With --prune, what a cut file lacks would be deleted.
  if (objectOf(documents.at(-1))['end'] === true) return documents.slice(0, -1);
  throw new WebloomError('validation', `${named} is cut short: its last line is not {"end":true,"rows":…}.`, {
    facts: { remedy: 'Export it again: webloom export configuration > webloom.ndjson' },
  });
}

function isWhole(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
