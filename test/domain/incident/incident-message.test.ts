// The message of an incident: each thing is said once.
import { expect, it } from 'vitest';
import { incidentMessage } from '../../../domain/incident/incident-message.ts';
import { sampleIncident } from '../../contracts/sample-alerts.ts';

it('says what its title says in no line', () => {
  const title = 'The price fell from 20 € to 15 €';
  const incident = { ...sampleIncident('told'), title, lines: [title, 'https://shop.example/tea'] };
  const message = incidentMessage(incident);
  expect(message.title).toBe(title);
  expect(message.lines).toEqual([
    'https://shop.example/tea',
    `Told by the rule “${incident.ruleName}”: ${incident.reason}.`,
  ]);
});
