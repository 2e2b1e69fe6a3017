// Saved views of the list: taken from a menu, saved under a name, removed.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { LOOK_ONLY } from '../../ui/field/operators.tsx';
import type { SavedViewView } from '../../../api/schemas/job/saved-view.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useMay } from '../../api/caller.ts';
import type { Search } from '../../api/search.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ActionMenu, type MenuAction } from '../../ui/menu.tsx';
import { Modal } from '../../ui/modal.tsx';
import { tell } from '../../ui/toast.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { searchOfView, viewQuery } from './view-query.ts';

const KEY = ['views', 'jobs'];

export function SavedViews({ search }: { readonly search: Search }): ReactNode {
  const [isNaming, setNaming] = useState(false);
  const navigate = useNavigate();
  const { data } = useAsk(KEY, '/v1/views', { query: { screen: 'jobs' } });
  const views = data?.items ?? [];
  const query = viewQuery(search);
  const shown = views.find((view) => viewQuery(searchOfView(view)) === query);
  const remove = useRemoval();
  const lookOnly = useMay('operator') ? undefined : LOOK_ONLY;
  const actions: MenuAction[] = [
    ...views.map((view) => ({
      id: view.viewId,
      label: view.name,
      run: () => void navigate({ to: '/jobs', search: searchOfView(view) }),
    })),
    {
      id: 'save',
      label: 'Save this view …',
      run: () => setNaming(true),
      refused: lookOnly ?? (query === '' ? 'Search or sort first' : undefined),
    },
    ...(shown === undefined
      ? []
      : [
          {
            id: 'remove',
            label: `Remove “${shown.name}”`,
            run: () => remove(shown),
            danger: true,
            refused: lookOnly,
          },
        ]),
  ];
  return (
    <>
      <ActionMenu label="Saved views" actions={actions} className="border-line-strong bg-sheet px-3">
        <Icon name="jobs" size={13} />
        <span className="max-w-40 truncate">{shown?.name ?? 'Views'}</span>
        <Icon name="down" size={11} />
      </ActionMenu>
      {isNaming ? <SaveDialog query={query} close={() => setNaming(false)} /> : null}
    </>
  );
}

function useRemoval(): (view: SavedViewView) => void {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: ({ name, screen, query }: SavedViewView) =>
      ask('/v1/views', { method: 'POST', body: { name, screen, query } }),
    onError: (error) => tell(`The view was not brought back: ${error.message}`, { tone: 'refused' }),
    onSettled: () => void queries.invalidateQueries({ queryKey: KEY }),
  });
  const remove = useMutation({
    mutationFn: ({ viewId }: SavedViewView) => ask(`/v1/views/${segment(viewId)}`, { method: 'DELETE' }),
    onSuccess: (_answer, view) =>
      tell(`The view “${view.name}” is removed.`, { undo: () => create.mutate(view) }),
    onError: (error) => tell(error.message, { tone: 'refused' }),
    onSettled: () => void queries.invalidateQueries({ queryKey: KEY }),
  });
  return remove.mutate;
}

function SaveDialog({ query, close }: { readonly query: string; readonly close: () => void }): ReactNode {
  const { values, change, submit, isPending, error } = useForm({
    first: { name: '' },
    send: ({ name }) =>
      ask('/v1/views', { method: 'POST', body: { name: name.trim(), screen: 'jobs', query } }),
    done: ({ name }) => {
      tell(`The view “${name}” is saved for everybody in the workspace.`);
      close();
    },
    stale: [KEY],
  });
  const isEmpty = values.name.trim() === '';
  return (
    <Modal
      title="Save this view"
      close={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" disabled={isEmpty || isPending} onClick={submit}>
            Save
          </Button>
        </>
      }
    >
      <form onSubmit={isEmpty ? (event) => event.preventDefault() : submit}>
        <label className="block">
          <span className="mb-1 block text-s text-ink-2">Name</span>
          <input
            autoFocus
            value={values.name}
            maxLength={60}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            className="w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1.5"
          />
        </label>
        <p className="mt-2 text-s text-ink-2">
          Tab, search and order are saved, and everybody in the workspace sees it.
        </p>
      </form>
      {error === null ? null : (
        <div className="mt-3">
          <ProblemNote error={error} />
        </div>
      )}
    </Modal>
  );
}
