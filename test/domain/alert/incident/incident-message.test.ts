// The message of an incident: each thing is said once.
import { expect, it } from 'vitest';
import { digestMessage, incidentMessage } from '../../../../domain/alert/incident/incident-message.ts';
import { sampleIncident } from '../../../contracts/sample-alerts.ts';

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

it('names the rules that found it and keep silent', () => {
  const alsoBy = [{ ruleId: 'rule_b', ruleName: 'Shop', reason: 'drop 5%' }];
  const { lines } = incidentMessage(sampleIncident('inc_1', { alsoBy }));
  expect(lines.at(-1)).toBe('Found by the rule “Shop”, too: drop 5%.');
});

it('says in the title of a digest of one incident what that one is', () => {
  const message = digestMessage('msg_digest', { rule: { name: 'Shop' }, summary: '' }, [
    sampleIncident('inc_1'),
  ]);
  expect(message).toMatchObject({
    id: 'msg_digest',
    kind: 'digest',
    title: 'Shop: A paragraph was replaced',
  });
});

it('a digest lists some of many, and says how many more there are', () => {
  const incidents = Array.from({ length: 60 }, (_, n) => sampleIncident(`inc_${n}`));
  const { title, lines } = digestMessage('msg_digest', { rule: { name: 'Shop' }, summary: '' }, incidents);
  expect(title).toBe('Shop: 60 alerts');
  expect(lines).toHaveLength(26);
  expect(lines.at(-1)).toBe('and 35 more, none of them graver');
});

it('a digest says in its title what its changes are, where that is known', () => {
  const summary = '2 pages are gone: “Kettle”, “Pot”';
  const message = digestMessage('msg_digest', { rule: { name: 'Shop' }, summary }, [sampleIncident('inc_1')]);
  expect(message.title).toBe('Shop: 2 pages are gone: “Kettle”, “Pot”');
});

const MEMBERS = [1, 2].map((n) => ({
  title: 'Around the text: Item added: “Blog”',
  url: `http://shop.test/${n}`,
  severity: 'info' as const,
}));

it('what says alike on many pages is one line and their addresses, also in a digest', () => {
  const summary = 'The menu of shop.test changed: + Blog; on 3 pages';
  const frame = {
    gathers: true as const,
    gatherKey: 'frame of shop.test',
    gathered: 3,
    members: MEMBERS,
    summary,
  };
  const incident = sampleIncident('inc_1', frame);
  expect(incidentMessage(incident)).toMatchObject({
    title: summary,
    lines: expect.arrayContaining(['http://shop.test/1', 'http://shop.test/2', 'and 1 more page']),
  });
  expect(digestMessage('msg_digest', { rule: { name: 'Shop' }, summary }, [incident]).lines).toEqual([
    summary,
  ]);
});
