// A saved view: a search of a screen under a name, shared by everybody in the workspace.
export const VIEW_SCREENS = ['jobs', 'changes', 'prices', 'runs'] as const;
type ViewScreen = (typeof VIEW_SCREENS)[number];

export interface SavedView {
  readonly _id: string;
  readonly workspaceId: string;
  readonly screen: ViewScreen;
  readonly name: string;
  /** The part of the screen's address behind the question mark. */
  readonly query: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Views of one workspace at most. */
export const MAX_VIEWS = 200;

export function newViewId(ulid: string): string {
  return `view_${ulid}`;
}

/** gone: there is no such view in the workspace. */
type ViewChange =
  | { readonly kind: 'changed'; readonly view: SavedView }
  | { readonly kind: 'name-taken' | 'gone' };

export interface SavedViewStore {
  /** All of a workspace, by name. */
  list(workspaceId: string, screen?: ViewScreen): Promise<SavedView[]>;
  get(viewId: string): Promise<SavedView | null>;
  /** False when the screen has a view of this name. */
  insert(view: SavedView): Promise<boolean>;
  change(
    workspaceId: string,
    viewId: string,
    set: Partial<Pick<SavedView, 'name' | 'query'>> & Pick<SavedView, 'updatedAt'>,
  ): Promise<ViewChange>;
  /** False when there was none. */
  remove(workspaceId: string, viewId: string): Promise<boolean>;
}
