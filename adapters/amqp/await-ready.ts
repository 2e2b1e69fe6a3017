// Waits until a link is usable, or until it is known not to be so in time.

interface Signs {
  /** Called when the link is usable. */
  readonly ready: ((again: boolean) => void)[];
  /** Called when no more is to be hoped for; null: only the time counts. */
  readonly refused: (() => void)[] | null;
}

/** False when it takes longer than `waitMs`, or is refused. */
export function awaitReady({ ready, refused }: Signs, waitMs: number): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const end = (isReady: boolean): void => {
      clearTimeout(timer);
      forget(ready, succeed);
      if (refused !== null) forget(refused, fail);
      resolve(isReady);
    };
    const succeed = (): void => end(true);
    const fail = (): void => end(false);
    const timer = setTimeout(fail, waitMs);
    ready.push(succeed);
    refused?.push(fail);
  });
}

function forget<Item>(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}
