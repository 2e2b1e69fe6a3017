// What to do first: give an address, try the demo shop, or read the tutorial.
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';

export function GettingStarted(): ReactNode {
  return (
    <ol className="grid gap-4 desk:grid-cols-3">
      <Step number={1} title="Watch a page of yours">
        <AddressForm />
      </Step>
      <Step number={2} title="Or try the demo shop">
        <p>
          <code className="rounded-s bg-sunk px-1.5 py-0.5 font-mono text-s">webloom demo</code> starts a
          small shop on this machine whose prices and pages change, and a job that watches it.
        </p>
      </Step>
      <Step number={3} title="Or read the tutorial">
        <p>
          Ten minutes from nothing to a price watch, with pictures: it is{' '}
          <code className="rounded-s bg-sunk px-1.5 py-0.5 font-mono text-s">docs/tutorial.md</code>. All that
          can be asked of Webloom by programs is described at{' '}
          <a href="/docs" className="text-accent underline">
            /docs
          </a>
          .
        </p>
      </Step>
    </ol>
  );
}

function Step({
  number,
  title,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li className="rounded-card border border-line bg-sheet p-5">
      <span aria-hidden="true" className="text-s font-semibold text-accent">
        {number}
      </span>
      <h2 className="mt-1 mb-2 text-l font-semibold tracking-[-.01em]">{title}</h2>
      <div className="text-ink-2">{children}</div>
    </li>
  );
}

function AddressForm(): ReactNode {
  const navigate = useNavigate();
  const [url, setUrl] = useState('');
  const go = (event: FormEvent): void => {
    event.preventDefault();
    void navigate({ to: '/jobs/new', search: { url } });
  };
  return (
    <form onSubmit={go}>
      <label htmlFor="first-address" className="block text-s">
        Its address
      </label>
      <div className="mt-1 flex flex-wrap gap-2">
        <input
          id="first-address"
          type="text"
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          required
          placeholder="https://…"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
          className="min-h-8 min-w-0 flex-1 basis-40 rounded-m border border-line-strong bg-sheet px-2.5 text-ink placeholder:text-ink-3"
        />
        <Button type="submit" kind="primary">
          See what it is
        </Button>
      </div>
      <p className="mt-2 text-s">
        Nothing is saved before you have seen what Webloom understands of the page.
      </p>
      <p className="mt-2 text-s">
        Pages that another tool watches:{' '}
        <Link to="/jobs/import" className="text-accent underline">
          import them
        </Link>
        .
      </p>
    </form>
  );
}
