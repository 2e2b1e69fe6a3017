// Filters of a chain that find and replace, in the notation of Python.
import { compilePattern } from '../../../domain/reading/part/text-rule.ts';
import { type FilterRow, settingsOf, textIn } from './filter-settings.ts';

/** Turns `\1` and `\g<name>` (Python) into `$1` and `${name}`. */
function replacement(text: string): string {
  return text
    .replace(/\$/g, '\\$')
    .replace(/\\g<(\w+)>/g, (_, name: string) => (/^\d+$/.test(name) ? `$${name}` : `\${${name}}`))
    .replace(/\\(\d)/g, '$$$1')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');
}

function substitute(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'pattern');
  return compilePattern(textIn(settings, 'pattern'))
    .matcher(text)
    .replaceAll(replacement(textIn(settings, 'repl')), true);
}

function findAll(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'pattern');
  const template = textIn(settings, 'repl') || '\\g<0>';
  const matcher = compilePattern(textIn(settings, 'pattern')).matcher(text);
  const found: string[] = [];
  while (found.length < 10_000 && matcher.find()) {
    found.push(
      template
        .replace(
          /\\g<(\w+)>/g,
          (_, name: string) => matcher.group(/^\d+$/.test(name) ? Number(name) : name) ?? '',
        )
        .replace(/\\(\d)/g, (_, digit: string) => matcher.group(Number(digit)) ?? ''),
    );
  }
  return found.join('\n');
}

export const PATTERN_FILTERS: readonly FilterRow[] = [
  ['re.sub', substitute],
  ['re.findall', findAll],
];
