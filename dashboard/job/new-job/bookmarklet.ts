// The link that opens New job with an address and what was marked on its page, and the bookmarklet that makes such a link of the
// page somebody is on.

/** Characters of what was marked; more is no help to find it on the page. */
const MAX_MARKED_LENGTH = 500;

/** What a link brings as marked; null: nothing. */
export function markedOfLink(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const marked = text.slice(0, MAX_MARKED_LENGTH).replaceAll(/\s+/g, ' ').trim();
  return marked === '' ? null : marked;
}

/** For the bookmarks bar. It runs in foreign pages, so it takes nothing of them but the address and what is marked. */
export function bookmarkletOf(dashboard: string): string {
  const form = JSON.stringify(`${dashboard}/jobs/new?url=`);
  const code = `(()=>{const s=String(getSelection()).trim().slice(0,${MAX_MARKED_LENGTH});open(${form}+encodeURIComponent(location.href)+(s?'&text='+encodeURIComponent(s):''),'_blank','noopener')})()`;
  return `javascript:${encodeURIComponent(code)}`;
}
