// Plain paths of jq, `.items[].price`, as JSONPath.

const SEGMENT = /^(?:\.?\[(?:(-?\d+)|"((?:[^"\\])*)"|)\]\??|\.([A-Za-z_]\w*)\??|\."((?:[^"\\])*)"\??)/;

/** The paths, each as JSONPath; null: it is more than plain paths, and jq alone can run it. */
export function jqPaths(written: string): readonly string[] | null {
  const paths = written.split(/,(?![^[]*\])/).map((one) => pathOf(one));
  const known = paths.filter((path) => path !== null);
  return known.length === paths.length ? known : null;
}

/** A pipe of plain paths is one path. */
function pathOf(written: string): string | null {
  let path = '$';
  for (const piece of written.split('|').map((one) => one.trim())) {
    const segments = piece === '.' ? '' : segmentsOf(piece);
    if (segments === null) return null;
    path += segments;
  }
  return path;
}

function segmentsOf(piece: string): string | null {
  let rest = piece;
  let segments = '';
  while (rest !== '') {
    const found = SEGMENT.exec(rest);
    if (found === null) return null;
    const [whole, index, quoted, name, dotted] = found;
    const key = quoted ?? name ?? dotted;
    segments += key === undefined ? `[${index ?? '*'}]` : `['${key.replaceAll("'", String.raw`\'`)}']`;
    rest = rest.slice(whole.length);
  }
  return segments === '' ? null : segments;
}
