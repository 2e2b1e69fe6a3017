// How lists of words are kept: alternatives of a pattern by language.

/** Language, or languages that share the words → alternatives, as parts of patterns. */
export type WordLists = Readonly<Record<string, string>>;

/** All languages as one alternation, in the order of the lists: "kr." must stand before "kr", which it begins with. */
export function anyOf(...lists: readonly WordLists[]): string {
  return lists.flatMap((list) => Object.values(list)).join('|');
}

/** The words of one language, and the English ones, which pages of all languages hold. */
export function inLanguage(list: WordLists, lang: string): WordLists {
  const isOwn = ([languages]: readonly [string, string]): boolean =>
    languages.split(' ').some((one) => one === lang || one === 'en');
  return Object.fromEntries(Object.entries(list).filter(isOwn));
}
