import { expect, test } from 'vitest';
import { ALERT_KINDS } from '../../../../domain/alert/rule/alert-rule.ts';
import { looksAtJobs, workspaceWords } from '../../../../domain/alert/rule/rule-subject.ts';

test('rules about limits and health look at no job, and say what they look at', () => {
  expect(ALERT_KINDS.filter((kind) => !looksAtJobs({ kind })).toSorted()).toEqual(['health', 'limit-near']);
  expect(workspaceWords({ kind: 'change' })).toBe('all jobs');
  expect(workspaceWords({ kind: 'limit-near' })).toBe('this workspace');
  expect(workspaceWords({ kind: 'health' })).toBe('this installation');
});
