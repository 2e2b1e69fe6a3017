// What a document is called that has no title of its own: the name of its file.

const MAX_CHARS = 200;

export function fileTitle(url: string): string {
  const path = url.split(/[?#]/)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name).slice(0, MAX_CHARS);
  } catch {
    return name.slice(0, MAX_CHARS);
  }
}
