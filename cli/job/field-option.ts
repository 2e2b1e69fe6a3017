// Fields as they are typed: `--select price=.price@content`, or `--field price --example "99,00 €"`. Options that say
// more of a field belong to the one named before them.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { given } from '../../domain/system/given.ts';

export interface TypedField {
  readonly name: string;
  readonly locators: { selector: string; attribute?: string }[];
  example?: string;
  many?: true;
  required?: true;
}

/** Adds the options; the result has the fields that were typed, once the command line was read. */
export function addFieldOptions(command: Command): readonly TypedField[] {
  const fields: TypedField[] = [];
  const last = (option: string): TypedField => {
    const field = fields.at(-1);
    if (field !== undefined) return field;
    throw new InvalidArgumentError(`Name the field first: --field price ${option} …`);
  };
  const add = (flags: string, description: string, take: (text: string) => void): void => {
    command.addOption(new Option(flags, description).argParser(take));
  };
  add('--select <name=css>', 'take a value from each page; name=css@attribute takes an attribute', (text) =>
    addLocator(fields, text),
  );
  add('--field <name>', 'take a value that is found by its name or by --example', (text) => {
    fields.push({ name: text, locators: [] });
  });
  add('--example <text>', 'a value of the field before, as one of the pages shows it', (text) => {
    last('--example').example = text;
  });
  command
    .option('--many', 'of the field before: all values of a page, not only the first')
    .option('--required', 'of the field before: a page without it is told as incomplete')
    .on('option:many', () => {
      last('--many').many = true;
    })
    .on('option:required', () => {
      last('--required').required = true;
    });
  return fields;
}

/** A second selector of the same name is tried where the first finds nothing. */
function addLocator(fields: TypedField[], text: string): void {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write name=css, as in price=.price or image=img@src.');
  const name = text.slice(0, at);
  const [selector = '', attribute] = text.slice(at + 1).split(/@(?=[\w-]+$)/);
  const locator = { selector, ...given({ attribute }) };
  const known = fields.find((field) => field.name === name);
  if (known === undefined) fields.push({ name, locators: [locator] });
  else known.locators.push(locator);
}
