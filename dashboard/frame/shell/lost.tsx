// An address without a screen, and a screen that failed.
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState, ProblemNote } from '../../ui/empty-state.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';

export function LostScreen(): ReactNode {
  return (
    <>
      <PageHead title="There is no such screen" />
      <EmptyState
        title="The address may be old or mistyped."
        action={
          <Link to="/" className={buttonClass('primary')}>
            Go to the overview
          </Link>
        }
      />
    </>
  );
}

export function FailedScreen({ error }: { readonly error: unknown }): ReactNode {
  const router = useRouter();
  return (
    <>
      <PageHead title="This screen could not be shown" />
      <ProblemNote error={error} retry={() => void router.invalidate()} />
    </>
  );
}
