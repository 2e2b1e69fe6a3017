// Finds the alert rule that a command names.
import type { RuleView } from '../../../api/client/incident-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import { plain } from '../../print-table.ts';

/** By id, or by the whole name where one rule alone has it. */
export async function findRule({ api }: CliContext, text: string): Promise<RuleView> {
  const { items } = await api.alertRules({});
  const found = items.filter(({ ruleId, name }) => ruleId === text || name === text);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (first === undefined) {
    const known = items.map(({ name }) => plain(name)).join(', ');
    throw new WebloomError('not-found', `There is no alert rule "${text}". There are: ${known || 'none'}.`);
  }
  const ids = found.map(({ ruleId }) => ruleId).join(', ');
  throw new WebloomError('validation', `Several alert rules are called "${text}". Give an id: ${ids}.`);
}
