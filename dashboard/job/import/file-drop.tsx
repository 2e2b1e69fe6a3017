// Where files are chosen or dropped. The field itself takes the drop, so that it works without scripts of ours around it.
import { type ReactNode, useState } from 'react';

export function FileDrop({ choose }: { readonly choose: (files: readonly File[]) => void }): ReactNode {
  const [isOver, setOver] = useState(false);
  return (
    <label
      className={`relative grid min-h-48 cursor-pointer place-content-center gap-1.5 rounded-card border-2 border-dashed px-4 py-8 text-center transition-colors duration-(--quick) focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent ${isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sheet hover:bg-paper'}`}
    >
      <b className="text-l font-semibold">Choose files, or drop them here</b>
      <span className="text-ink-2">They are read first; nothing is made before you say so.</span>
      <span className="text-s text-ink-3">
        urlwatch and webchanges: choose the job list and its database (cache.db, snapshots.db) together, and
        what they knew comes along.
      </span>
      <input
        type="file"
        multiple
        aria-label="Files to import"
        className="absolute inset-0 cursor-pointer opacity-0"
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          if (files.length > 0) choose(files);
        }}
      />
    </label>
  );
}
