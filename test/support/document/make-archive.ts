// Documents that are archives, of given entries, as office programs write them: the entry `mimetype` first and not packed.
import { strToU8, zipSync } from 'fflate';

export function makeArchive(entries: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(entries).map(([name, text]) => [
        name,
        [strToU8(text), { level: name === 'mimetype' ? 0 : 6 }] as const,
      ]),
    ) as Parameters<typeof zipSync>[0],
  );
}

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';

export function makeDocx(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  return makeArchive({
    '[Content_Types].xml': TYPES,
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

export interface MadeSheet {
  readonly name: string;
  /** Markup of its rows. */
  readonly rows: string;
  readonly state?: string;
}

export function makeXlsx(
  sheets: readonly MadeSheet[],
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const named = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  const relations = sheets.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const written = sheets.map(({ rows }, at) => [
    `xl/worksheets/sheet${at + 1}.xml`,
    `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  ]);
  return makeArchive({
    '[Content_Types].xml': TYPES,
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${named.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...(Object.fromEntries(written) as Record<string, string>),
    ...more,
  });
}

export function makeOpenDocument(kind: 'text' | 'spreadsheet', body: string, manifest = ''): Uint8Array {
  return makeArchive({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<?xml version="1.0"?><office:document-content><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'meta.xml':
      '<office:document-meta><dc:title>Made</dc:title><dc:language>de-AT</dc:language></office:document-meta>',
    'META-INF/manifest.xml': `<manifest:manifest>${manifest}</manifest:manifest>`,
  });
}
