// The form of a proxy pool: its servers with their logins, and whose pages go by it.
import type { ReactNode } from 'react';
import type { PoolView } from '../../../api/schemas/job/proxy-pool.ts';
import { MAX_PROXY_LOGIN, MAX_PROXY_SERVERS } from '../../../domain/config/proxy-pool/bounds.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { ask, segment } from '../../api/ask.ts';
import { isProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { FormModal } from '../../ui/form/form-modal.tsx';
import { type Form, useForm } from '../../ui/form/use-form.ts';
import { JobFaults, TextField as PlacedField } from '../settings/form-field.tsx';
import {
  changedServer,
  draftOf,
  inputOf,
  NEW_POOL,
  NEW_SERVER,
  type PoolDraft,
  type ServerDraft,
} from './pool-draft.ts';

/** `of`: the pool that is changed; null: a new one is made. */
export function PoolForm({
  of,
  done,
  close,
}: {
  readonly of: PoolView | null;
  readonly done: (pool: PoolView) => void;
  readonly close: () => void;
}): ReactNode {
  const isNew = of === null;
  const form = useForm<PoolDraft, PoolView>({
    first: isNew ? NEW_POOL : draftOf(of),
    send: (draft) =>
      of === null
        ? ask('/v1/proxy-pools', { method: 'POST', body: inputOf(draft) })
        : ask(`/v1/proxy-pools/${segment(of.poolId)}`, { method: 'PATCH', body: inputOf(draft) }),
    done,
    stale: [['proxy-pools']],
    places: { name: '/name', hosts: '/hosts', tags: '/tags' },
  });
  return (
    <FormModal
      title={isNew ? 'New proxy pool' : `Change ${of.name}`}
      verb={isNew ? 'Make the pool' : 'Save the pool'}
      form={form}
      isReady={form.values.name.trim() !== ''}
      close={close}
    >
      <TextField
        label="Name"
        required
        maxLength={100}
        autoFocus
        placeholder="Shops"
        {...form.field('name')}
      />
      <ServerFields form={form} />
      <TextField
        label="Hosts"
        hint="Their pages go by it, with commas between: shop.example, *.shop.example. Empty: those of jobs that name it."
        maxLength={10_000}
        {...form.field('hosts')}
      />
      <TextField
        label="Tags"
        hint="Pages of jobs with one of these go by it, with commas between."
        maxLength={1_000}
        {...form.field('tags')}
      />
    </FormModal>
  );
}

function ServerFields({ form }: { readonly form: Form<PoolDraft> }): ReactNode {
  const { value: servers, change } = form.field('servers');
  const set = (at: number, part: Partial<ServerDraft>): void =>
    change(servers.map((server, index) => (index === at ? changedServer(server, part) : server)));
  return (
    <fieldset>
      <legend className="mb-1 font-[550]">Servers</legend>
      <p className="mb-2 text-s text-ink-3">
        A host keeps its server as long as that is well. Passwords are encrypted, and never shown.
      </p>
      <JobFaults value={isProblem(form.error) ? form.error.faults : []}>
        <ol className="grid gap-3">
          {servers.map((server, at) => (
            <ServerFieldsRow
              // Servers have no other name than their place while they are typed.
              key={at}
              at={at}
              server={server}
              set={(part) => set(at, part)}
              remove={
                servers.length === 1 ? null : () => change(servers.filter((_server, index) => index !== at))
              }
            />
          ))}
        </ol>
      </JobFaults>
      {servers.length < MAX_PROXY_SERVERS ? (
        <Button className="mt-3" onClick={() => change([...servers, NEW_SERVER])}>
          Another server
        </Button>
      ) : null}
    </fieldset>
  );
}

function ServerFieldsRow({
  at,
  server,
  set,
  remove,
}: {
  readonly at: number;
  readonly server: ServerDraft;
  readonly set: (part: Partial<ServerDraft>) => void;
  /** Null: it is the only one. */
  readonly remove: (() => void) | null;
}): ReactNode {
  const { url, user, password } = server;
  return (
    <li className="grid gap-x-3 gap-y-1.5 border-b border-line pb-3 desk:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <PlacedField
        label={`Address of server ${at + 1}`}
        placeholder="socks5://gate.example:1080"
        maxLength={300}
        value={url}
        change={(next) => set({ url: next })}
        pointer={`/servers/${at}/url`}
      />
      <PlacedField
        label="User"
        aria-label={`User of server ${at + 1}`}
        autoComplete="off"
        maxLength={MAX_PROXY_LOGIN}
        value={user}
        change={(next) => set({ user: next })}
        pointer={`/servers/${at}/user`}
      />
      <PlacedField
        label="Password"
        aria-label={`Password of server ${at + 1}`}
        type="password"
        autoComplete="off"
        maxLength={MAX_PROXY_LOGIN}
        placeholder={password === MASK ? 'stays as it is' : ''}
        value={password === MASK ? '' : password}
        change={(next) => set({ password: next })}
        pointer={`/servers/${at}/password`}
      />
      {remove === null ? null : (
        <div>
          <Button kind="quiet" onClick={remove} aria-label={`Leave out server ${at + 1}`}>
            Leave out
          </Button>
        </div>
      )}
    </li>
  );
}
