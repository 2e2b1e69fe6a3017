// Every member of a job's configuration can be set from the command line.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Command } from 'commander';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { addJobOptions } from '../../../cli/job/job-options.ts';
import { MEMBER_OPTIONS } from '../../../cli/job/option/option-table.ts';

interface Form {
  readonly properties?: Record<string, Form>;
  readonly oneOf?: readonly Form[];
  readonly anyOf?: readonly Form[];
}

/** Members of the first and second level: deeper ones are parts of a form that an option reads as a whole. */
function members(form: Form, depth = 2): string[] {
  const inner = (form.oneOf ?? form.anyOf ?? []).flatMap((one) => members(one, depth));
  const own = Object.entries(form.properties ?? {}).flatMap(([name, one]) => {
    const below = depth === 1 ? [] : members(one, depth - 1);
    return below.length === 0 ? [name] : below.map((member) => `${name}.${member}`);
  });
  return [...new Set([...inner, ...own])];
}

const configForm = z.toJSONSchema(jobConfigSchema, { io: 'input' }) as Form;

/** Set by options of change-options.ts, which has the test of its own. */
const CHANGE_MEMBERS = [
  'scope',
  'format',
  'compare',
  'linkTargets',
  'keepWhitespace',
  'arrayKeys',
  'filters',
  'noise',
  'ignoreText',
  'triggerText',
  'blockWhilePresent',
  'only',
  'newLinesOnly',
  'comparedVersions',
  'conditions',
  'minSeverity',
  'frame',
  'bodyParts',
  'frameParts',
  'onlyNumbersBeyondPercent',
  'emptyIsChange',
].map((name) => `changes.${name}`);

/** Members that more than one option sets, or one in a form of its own; the table has all others. */
const OWN_FORM_MEMBERS = [
  'source.kind',
  'source.urls',
  'source.start',
  'source.sitemaps',
  'source.feeds',
  'fields',
  'schedule',
  'fetch.headers',
  'fetch.steps',
  'dependents',
  'changes.watch',
  'changes.priceRules',
];

describe('the options of a job', () => {
  // What a browser waits for has an option for each of its parts.
  const set = MEMBER_OPTIONS.map(({ member }) => member.split('.').slice(0, 2).join('.'));
  const optioned = [...new Set(set), ...OWN_FORM_MEMBERS, ...CHANGE_MEMBERS];
  const known = members(configForm).map((member) => (member.startsWith('schedule.') ? 'schedule' : member));

  test('set every member of the configuration', () => {
    expect(known.length).toBeGreaterThan(40);
    expect(known.filter((member) => !optioned.includes(member))).toEqual([]);
  });

  test('set no member that the configuration does not have', () => {
    expect(optioned.filter((member) => !known.includes(member))).toEqual([]);
  });

  test('have one name each, and say what they do', () => {
    const command = new Command();
    addJobOptions(command);
    const names = command.options.map(({ long }) => long);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(command.options.filter(({ hidden, description }) => !hidden && description === '')).toEqual([]);
  });
});
