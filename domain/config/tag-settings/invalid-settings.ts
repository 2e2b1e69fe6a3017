// The one error that tells all faults of the settings of a tag.
import { WebloomError } from '../../system/errors.ts';
import { type Fault, firstFaults } from '../../system/fault.ts';

const WORDED_FAULTS = 10;

export function invalidSettings(tag: string, faults: readonly Fault[]): WebloomError {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const told = firstFaults(faults);
  const words = told.slice(0, WORDED_FAULTS).map(({ pointer, detail }) => `${pointer} ${detail}`);
  const message = `The settings of the tag “${tag}” have ${count}: ${words.join(' ')}`;
  return new WebloomError('validation', message, { facts: { errors: told, faultCount: faults.length } });
}
