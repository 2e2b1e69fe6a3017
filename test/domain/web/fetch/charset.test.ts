// From bytes to text: who names the charset, and what a label means on the web.
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { charsetName, decodeStream, decodeText } from '../../../../domain/web/fetch/charset.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('decodeText', () => {
  it.each([
    ['windows-1251', 'Цена 100'],
    ['shift_jis', '価格'],
    ['euc-jp', '価格'],
    ['gb2312', '价格'],
    ['big5', '價格'],
    ['euc-kr', '가격'],
    ['koi8-r', 'Цена'],
    ['iso-8859-2', 'cena zł'],
    ['windows-1252', '„€ 5“'],
  ])('reads %s', (label, text) => {
    expect(decodeText(iconv.encode(text, label), `text/html; charset="${label}"`).text).toBe(text);
  });

  it('takes iso-8859-1 for windows-1252, as browsers do', () => {
    expect(decodeText(bytes(0x80, 0x93), 'text/html; charset=ISO-8859-1')).toMatchObject({
      text: '€“',
      charset: 'windows-1252',
    });
  });

  it('believes a byte order mark, then the header, then the page, then UTF-8', () => {
    const meta = iconv.encode('<meta charset="windows-1251">Ц', 'windows-1251');
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), 'text/html; charset=koi8-r')).toMatchObject({
      text: 'é',
      source: 'bom',
    });
    expect(decodeText(meta, 'text/html; charset=koi8-r')).toMatchObject({
      charset: 'koi8-r',
      source: 'header',
    });
    expect(decodeText(meta, 'text/html; charset=no-such')).toMatchObject({
      charset: 'windows-1251',
      source: 'declared',
    });
    expect(decodeText(iconv.encode('é', 'utf-8'), 'text/html')).toMatchObject({
      text: 'é',
      source: 'default',
    });
  });

  it('reads UTF-16 by its mark, and a declared utf-16 as UTF-8', () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x41, 0x00), null).text).toBe('A');
    expect(decodeText(bytes(0xfe, 0xff, 0x00, 0x41), null).text).toBe('A');
    expect(decodeText(iconv.encode('<meta charset=utf-16>é', 'utf-8'), null).charset).toBe('utf-8');
  });

  it.each([
    ['<meta charset="windows-1251">', 'windows-1251'],
    ['<META CHARSET = big5 />', 'big5'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', 'shift_jis'],
    ["<meta content='text/html;charset=euc-kr' http-equiv='content-type'>", 'euc-kr'],
    ['<meta http-equiv=Content-Type content=text/html;charset=latin1>', 'windows-1252'],
    ['<meta name="description" content="what charset=big5 means"><meta charset=gbk>', 'gbk'],
    ['<html lang=en data-sign="a>b"><meta charset=gb18030>', 'gb18030'],
    ['<meta charset=no-such><meta charset=koi8-r>', 'koi8-r'],
    ['<?xml version="1.0" encoding="windows-1251"?><a>', 'windows-1251'],
    ['\uff01\n <?xml version="1.0" encoding="iso-8859-2"?><a>', 'iso-8859-2'],
  ])('finds what %j declares', (head, charset) => {
    expect(decodeText(iconv.encode(`${head}é`, 'utf-8'), null)).toMatchObject({
      charset,
      source: 'declared',
    });
  });

  it.each([
    '<!-- <meta charset=koi8-r> -->',
    '<!-- was <?xml encoding="koi8-r"?> -->',
    '<metadata charset=koi8-r>',
    '<a title="<meta charset=koi8-r>">',
    '<meta content="text/html; charset=koi8-r">',
    '<meta charset=utf-7>',
    '<meta charset=iso-2022-kr>',
    `<p>${'x'.repeat(1_024)}<meta charset=koi8-r>`,
  ])('takes no charset from %j', (head) => {
    expect(decodeText(iconv.encode(`${head}é`, 'utf-8'), null)).toMatchObject({
      text: `${head}é`,
      source: 'default',
    });
  });

  it.each(['utf-16le', 'utf-16be'])('knows XML in %s without a mark', (charset) => {
    const text = '<?xml version="1.0"?><name>é</name>';
    expect(decodeText(iconv.encode(text, charset, { addBOM: false }), null)).toEqual({
      text,
      charset,
      source: 'declared',
    });
  });

  it('knows no UTF-7 and leaves no broken characters', () => {
    expect(charsetName('utf-7')).toBeNull();
    expect(decodeText(bytes(0x61, 0xed, 0xa0, 0x80), 'text/html; charset=utf-8').text).not.toMatch(
      /\p{Surrogate}/u,
    );
  });
});

describe('decodeStream', () => {
  it.each(['utf-8', 'windows-1251', 'shift_jis', 'gb18030', 'euc-kr', 'utf-16le', 'utf-16be'])(
    'reads %s in pieces of any size as decodeText reads it whole',
    (label) => {
      const addBOM = label.startsWith('utf-16');
      const body = iconv.encode(`Цена 100 価格 𝒳 価𝒴 ${'x'.repeat(40)}`, label, { addBOM });
      const contentType = `text/xml; charset=${label}`;
      for (let size = 1; size < 9; size += 1) {
        const stream = decodeStream(body, contentType);
        let text = '';
        for (let at = 0; at < body.length; at += size) text += stream.write(body.subarray(at, at + size));
        expect(text + stream.end()).toBe(decodeText(body, contentType).text);
      }
    },
  );

  it('leaves no broken characters where the bytes break off', () => {
    const stream = decodeStream(bytes(0xff, 0xfe), null);
    expect(stream.write(bytes(0xff, 0xfe, 0x41, 0x00, 0x35, 0xd8)) + stream.end()).not.toMatch(
      /\p{Surrogate}/u,
    );
  });
});
