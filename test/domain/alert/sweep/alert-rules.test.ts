import { expect, it } from 'vitest';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { operatorRules } from '../../../../domain/alert/rule/first-rules.ts';
import { alertRuleSchema } from '../../../../domain/alert/rule/schema.ts';
import { checkAlertRule } from '../../../../domain/alert/sweep/alert-rules.ts';
import { START } from '../../../contracts/sample-documents.ts';

const RULE = alertRuleSchema.parse({ name: 'Health', when: { kind: 'health' } });

it('a rule about the installation is refused to a workspace that is not the operator’s', async () => {
  const stores = createMemoryStores();
  expect(await checkAlertRule(stores, 'default', RULE)).toMatchObject({
    when: { kind: 'health', afterMinutes: 2 },
  });
  await expect(checkAlertRule(stores, 'ws_customer', RULE)).rejects.toMatchObject({
    facts: { errors: [{ pointer: '/when/kind', code: 'operator-only' }] },
  });
});

it('the operator is told of Webloom itself from the start', () => {
  expect(operatorRules(START)).toMatchObject([{ _id: 'rule_default.health', workspaceId: 'default' }]);
});
