import { describe, expect, it } from 'vitest';
import { startPriority, taskPriority } from '../../../../domain/run/flow/task-priority.ts';

const LARGE = { workspaceId: 'default', isSmall: false };
const SMALL = { workspaceId: 'default', isSmall: true };
const keyOf = (...[kind, owner]: Parameters<typeof taskPriority>): number =>
  taskPriority(kind, owner).priorityKey;

describe('steps that wait in a queue', () => {
  it('go in this order: what steers, small runs, what has begun, what begins, what no run waits for', () => {
    const keys = [
      keyOf('control', LARGE),
      keyOf('begin', SMALL),
      keyOf('finish', LARGE),
      keyOf('begin', LARGE),
      keyOf('aside', SMALL),
    ];
    expect(keys).toEqual([1, 2, 3, 4, 5]);
    expect(keyOf('finish', SMALL)).toBe(2);
    expect(keyOf('control', SMALL)).toBe(1);
  });

  it('are shared out by workspace, within what the server takes, where it is known', () => {
    expect(taskPriority('begin', SMALL).fairnessKey).toBe('default');
    const long = taskPriority('begin', { workspaceId: 'w'.repeat(80), isSmall: true });
    expect(long.fairnessKey).toHaveLength(64);
    expect(taskPriority('begin', { isSmall: true })).not.toHaveProperty('fairnessKey');
  });

  it('of a run asked for by hand begin before those of schedules', () => {
    expect(startPriority('manual', 'team')).toEqual({ priorityKey: 2, fairnessKey: 'team' });
    expect(startPriority('schedule', 'team')).toEqual({ priorityKey: 3, fairnessKey: 'team' });
  });
});
