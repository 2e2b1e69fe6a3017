// How lists are asked for, and one page of them.

export interface ListOf<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

export type Query = Readonly<Record<string, string | number | undefined>>;
