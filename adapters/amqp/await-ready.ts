// Waits until a link is usable, or until it is known not to be so in time.

interface Signs {
  /** Called when the link is usable. */
  readonly ready: ((again: boolean) => void)[];
  /** Called when no more is to be hoped for; null: only the time counts. */
  readonly refused: (() => void)[] | null;
}

/** Resolves at the first sign, or after `waitMs`. */
export function awaitReady({ ready, refused }: Signs, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      forget(ready, end);
      if (refused !== null) forget(refused, end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    ready.push(end);
    refused?.push(end);
  });
}

function forget<Item>(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}
