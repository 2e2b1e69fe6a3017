// The links that are kept of a page, where its job follows links.
import type { ReactNode } from 'react';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Card } from '../../ui/card.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';

export function PageLinks({ pageId }: { readonly pageId: string }): ReactNode {
  const links = useList(['page', pageId, 'links'], `/v1/pages/${segment(pageId)}/links`, {
    limit: 10,
  });
  return (
    <Card
      title="Links"
      flush
      className="desk:col-span-2"
      aside={
        links.items === null || links.items.length === 0
          ? undefined
          : 'as the page named them at the last look'
      }
    >
      <ListFrame
        list={links}
        empty={<p className="px-4 pb-4 text-ink-2">None is kept: links are kept where a job follows them.</p>}
      >
        {(items) => (
          <ul>
            {items.map(({ url, text, context }, at) => (
              <li
                key={`${at} ${url}`}
                className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-t border-line px-4 py-1.5"
              >
                <CutText text={text === '' ? url : text} />
                <span className="text-s text-ink-3">{context}</span>
                <CutText text={url} className="text-s text-ink-3" />
              </li>
            ))}
          </ul>
        )}
      </ListFrame>
    </Card>
  );
}
