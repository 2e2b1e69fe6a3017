// From version to version of the page: where one is, and the arrows that lead to the change before and after.
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { VersionView } from '../../api/schemas/change/diff.ts';
import type { Search } from './change-list/inbox-filter.ts';
import { useCommands } from '../api/registry.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

interface VersionStepProps {
  readonly versions: readonly VersionView[];
  readonly changeId: string;
  readonly search: Search;
}

export function VersionPager({ versions, changeId, search }: VersionStepProps): ReactNode {
  const navigate = useNavigate();
  const oldestFirst = versions.toReversed();
  const at = oldestFirst.findIndex(({ change }) => change?.changeId === changeId);
  const told = (list: readonly VersionView[]): string | undefined =>
    list.find(({ change }) => change !== null)?.change?.changeId;
  const older = at < 0 ? undefined : told(oldestFirst.slice(0, at).toReversed());
  const newer = at < 0 ? undefined : told(oldestFirst.slice(at + 1));
  const go = (id: string | undefined): void => {
    if (id !== undefined) void navigate({ to: '/changes/$changeId', params: { changeId: id }, search });
  };
  useCommands([
    { keys: 'ArrowLeft', label: 'The change before', group: 'Change', run: () => go(older) },
    { keys: 'ArrowRight', label: 'The change after', group: 'Change', run: () => go(newer) },
  ]);
  if (at < 0) return null;
  return (
    <div className="flex items-center gap-1 text-s text-ink-2">
      <IconButton label="The change before (←)" disabled={older === undefined} onClick={() => go(older)}>
        <Icon name="left" />
      </IconButton>
      version {at + 1} of {oldestFirst.length}
      <IconButton label="The change after (→)" disabled={newer === undefined} onClick={() => go(newer)}>
        <Icon name="right" />
      </IconButton>
    </div>
  );
}
