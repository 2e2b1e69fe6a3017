// What Readability and Turndown make of pages: a JSON object {id, url, html} a line from standard input, {id, text, markdown} a line to
// standard output.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { installedRequire } from './installed.mjs';

const require = installedRequire();
const { Readability } = require('@mozilla/readability');
const { JSDOM, VirtualConsole } = require('jsdom');
const TurndownService = require('turndown');

function read({ id, url, html }) {
  // Its own console would tell of every style sheet that it does not understand.
  const { window } = new JSDOM(html, { url, virtualConsole: new VirtualConsole() });
  const article = new Readability(window.document).parse();
  const markdown = article === null ? null : new TurndownService().turndown(article.content);
  const text = article?.textContent ?? null;
  window.close();
  return { id, text, markdown };
}

for await (const line of createInterface({ input: process.stdin }))
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(read(JSON.parse(line)))}\n`);
