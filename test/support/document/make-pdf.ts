// A small PDF of given lines, as simple programs write them: Helvetica, a line every 14 points, columns at tab stops.

export interface MadePdf {
  /** Lines of each page; a tab goes on in the next column. */
  readonly pages: readonly (readonly string[])[];
  readonly title?: string;
  /** The content streams of the pages in their place, with the members of their dictionaries. */
  readonly streams?: readonly { readonly bytes: Buffer; readonly members: string }[];
  /** Of the trailer, such as an encryption. */
  readonly trailer?: string;
}

const TOP = 780;
const LEFT = 60;
const COLUMN = 160;
const PITCH = 14;

function literal(text: string): string {
  const bytes = Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');
  return `<${bytes.toString('hex')}>`;
}

function contentOf(lines: readonly string[]): string {
  const shown = lines.flatMap((line, row) =>
    line
      .split('\t')
      .map((text, column) => ({ text, x: LEFT + column * COLUMN, y: TOP - row * PITCH }))
      .filter(({ text }) => text !== '')
      .map(({ text, x, y }) => `1 0 0 1 ${x} ${y} Tm ${literal(text)} Tj`),
  );
  return `BT /F1 11 Tf\n${shown.join('\n')}\nET`;
}

export function makePdf({ pages, title, streams, trailer = '' }: MadePdf): Buffer {
  const bodies = streams ?? pages.map((lines) => ({ bytes: Buffer.from(contentOf(lines)), members: '' }));
  const kids = bodies.map((_, at) => `${4 + at * 2} 0 R`).join(' ');
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${bodies.length} >>`),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...bodies.flatMap(({ bytes, members }, at) => [
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + at * 2} 0 R >>`,
      ),
      Buffer.concat([
        Buffer.from(`<< /Length ${bytes.length} ${members} >>\nstream\n`),
        bytes,
        Buffer.from('\nendstream'),
      ]),
    ]),
    Buffer.from(`<< /Title ${literal(title ?? '')} >>`),
  ];
  return assembled(objects, trailer);
}

function assembled(objects: readonly Buffer[], trailer: string): Buffer {
  const pieces = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')];
  const offsets: number[] = [];
  let at = pieces[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += piece.length;
    pieces.push(piece);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

/** Nobody knows its password: what it is checked against is no answer to any. */
export function lockedPdf(): Buffer {
  const [owner, user, id] = ['a1'.repeat(32), 'b2'.repeat(32), 'c3'.repeat(16)];
  return makePdf({
    pages: [['Secret']],
    trailer: `/ID [<${id}> <${id}>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${owner}> /U <${user}> >>`,
  });
}
