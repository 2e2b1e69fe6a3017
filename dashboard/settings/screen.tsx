// Settings: keys, the workspace, what is kept, and how this browser shows the dashboard. Says first who one is here.
import { useNavigate, useParams } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { allows } from '../../domain/system/access/scope.ts';
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import { ask, setCsrfToken } from '../api/ask.ts';
import { type Caller, useCaller } from '../api/caller.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { LinkTabs } from '../ui/tabs.tsx';
import { tell } from '../ui/toast.tsx';
import { AppearanceSettings } from './appearance.tsx';
import { BookmarkletSettings } from './bookmarklet.tsx';
import { ChannelSettings } from '../alert/channel-list/channels.tsx';
import { LoginSettings } from '../job/login/logins.tsx';
import { ProxySettings } from '../job/proxy/pools.tsx';
import { TagSettings } from '../job/tag-settings/tags.tsx';
import { KeySettings } from './keys.tsx';
import { PlanSettings } from './plans.tsx';
import { RetentionSettings } from './retention.tsx';
import { StorageSettings } from './storage.tsx';
import { UsageSettings } from './usage.tsx';
import { WorkspaceSettings } from './workspace.tsx';

const SECTIONS = [
  { id: 'keys', name: 'Keys' },
  { id: 'channels', name: 'Channels' },
  { id: 'logins', name: 'Logins' },
  { id: 'proxies', name: 'Proxies' },
  { id: 'tags', name: 'Tags' },
  { id: 'workspace', name: 'Workspace' },
  { id: 'usage', name: 'Plan and use' },
  { id: 'retention', name: 'Retention' },
  { id: 'storage', name: 'Storage' },
  { id: 'appearance', name: 'This browser' },
] as const;

export function Screen(): ReactNode {
  const { section = 'keys' }: { readonly section?: string } = useParams({ strict: false });
  const { data: caller } = useCaller();
  return (
    <>
      <PageHead
        title={headlineOf(caller)}
        tab="Settings"
        sub={caller === undefined || caller === null ? undefined : <WhoAmI caller={caller} />}
        actions={caller?.how === 'session' ? <LogOut /> : undefined}
      />
      <LinkTabs
        label="Settings"
        tabs={[
          ...SECTIONS.map(({ id, name }) => ({
            name,
            to: '/settings/$section' as const,
            params: { section: id },
            current: id === section,
          })),
          { name: 'Deliveries', to: '/deliveries' as const, current: false },
          { name: 'Audit', to: '/audit' as const, current: false },
        ]}
      />
      <Section section={section} caller={caller ?? null} />
    </>
  );
}

function headlineOf(caller: Caller | null | undefined): string {
  if (caller === undefined || caller === null) return 'Settings';
  if (caller.how === 'open') return 'Open on this machine, no key is asked';
  return `You work as ${caller.caller}, ${caller.scope} of ${caller.workspace.name}`;
}

function WhoAmI({ caller: { how, scope } }: { readonly caller: Caller }): ReactNode {
  if (how === 'open')
    return (
      <>
        Whoever reaches Webloom at this address may do everything. To let others in, start it with{' '}
        <code className="font-mono text-s">WEBLOOM_API_KEY</code> and{' '}
        <code className="font-mono text-s">WEBLOOM_HOST</code>, and give each a key of their own.
      </>
    );
  if (scope === 'admin') return 'You may do everything in this workspace.';
  return scope === 'operator'
    ? 'You work with jobs; keys, removal and the audit are for admins.'
    : 'You see everything and change nothing.';
}

/** Sections that are the same whoever looks. */
const OF_ALL: Readonly<Record<string, () => ReactNode>> = {
  channels: ChannelSettings,
  logins: LoginSettings,
  proxies: ProxySettings,
  tags: TagSettings,
};

function Section({
  section,
  caller,
}: {
  readonly section: string;
  readonly caller: Caller | null;
}): ReactNode {
  const isAdmin = caller === null || allows(caller.scope, 'admin');
  const OfAll = OF_ALL[section];
  if (OfAll !== undefined) return <OfAll />;
  switch (section) {
    case 'keys':
      return isAdmin ? <KeySettings /> : <AdminsOnly />;
    case 'workspace':
      return caller === null ? null : <WorkspaceSettings caller={caller} isAdmin={isAdmin} />;
    case 'usage':
      return <PlanAndUse isOperator={isAdmin && caller?.workspace.workspaceId === DEFAULT_WORKSPACE} />;
    case 'retention':
      return <RetentionSettings caller={caller} isAdmin={isAdmin} />;
    case 'storage':
      return <StorageSettings />;
    case 'appearance':
      return <ThisBrowser />;
    default:
      return <EmptyState title="There are no such settings">Choose one of the tabs above.</EmptyState>;
  }
}

function ThisBrowser(): ReactNode {
  return (
    <div className="grid gap-4">
      <AppearanceSettings />
      <BookmarkletSettings />
    </div>
  );
}

function PlanAndUse({ isOperator }: { readonly isOperator: boolean }): ReactNode {
  return (
    <div className="grid gap-4">
      <UsageSettings />
      {isOperator ? <PlanSettings /> : null}
    </div>
  );
}

function AdminsOnly(): ReactNode {
  return (
    <EmptyState title="Keys are managed by admins">
      Your key has another scope. An admin of the workspace makes keys and revokes them.
    </EmptyState>
  );
}

function LogOut(): ReactNode {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async (): Promise<void> => {
    try {
      await ask('/v1/session', { method: 'DELETE' });
      setCsrfToken(null);
      queries.clear();
      await navigate({ to: '/login' });
    } catch (error) {
      tell(error instanceof Error ? error.message : 'The log-out failed.', { tone: 'refused' });
    }
  };
  return <Button onClick={() => void leave()}>Log out</Button>;
}
