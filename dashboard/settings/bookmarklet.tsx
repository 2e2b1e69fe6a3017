// The bookmarklet “Watch this”, to be dragged into the bookmarks of this browser.
import { type ReactNode, useCallback } from 'react';
import { bookmarkletOf } from '../job/new-job/bookmarklet.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { tell } from '../ui/toast.tsx';

export function BookmarkletSettings(): ReactNode {
  const code = bookmarkletOf(location.origin);
  // React writes no link that begins with javascript:, and is right but for this one, which is ours. A click would run it here,
  // where the policy of the page forbids it.
  const place = useCallback(
    (link: HTMLAnchorElement | null) => {
      link?.setAttribute('href', code);
      link?.addEventListener('click', sayHow);
    },
    [code],
  );
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code);
      tell('Copied: paste it as the address of a new bookmark.');
    } catch {
      tell('This browser lets nothing be copied here.', { tone: 'refused' });
    }
  };
  return (
    <Card title="Watch a page from where you are" className="max-w-3xl">
      <div className="grid gap-3">
        <p className="text-ink-2">
          Drag this into the bookmarks bar. On any page it opens New job here with the address of the page,
          and with what you have marked there as the part to watch.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <a ref={place} href="/jobs/new" draggable className={buttonClass('primary')}>
            Watch this
          </a>
          <Button onClick={() => void copy()}>Copy its address</Button>
        </div>
        <p className="text-s text-ink-3">
          It belongs to this address of Webloom, {location.origin}, holds no key, and takes nothing of a page
          but its address and the marked text. Some browsers forbid it on a few pages of their own.
        </p>
      </div>
    </Card>
  );
}

function sayHow(event: Event): void {
  event.preventDefault();
  tell('Drag it into the bookmarks bar, or copy it.');
}
