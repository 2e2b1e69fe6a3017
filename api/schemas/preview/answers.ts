// What the routes that look at pages answer when all goes well, a part of the table of all answers.
import { drawnContent } from '../page.ts';
import { askedSuggestion } from './ask.ts';
import { siteMap } from './map.ts';
import { framedPage, outlineView, pickedPart, triedRules } from './preview-part.ts';
import { previewView } from './preview.ts';
import { scrapedPage } from './scrape.ts';

export const PREVIEW_ANSWERS = {
  'POST /v1/scrape': scrapedPage,
  'POST /v1/map': siteMap,
  'POST /v1/preview': previewView,
  'GET /v1/previews/:previewId': previewView,
  'GET /v1/previews/:previewId/page': framedPage,
  'GET /v1/previews/:previewId/outline': outlineView,
  'GET /v1/previews/:previewId/picture': drawnContent,
  'POST /v1/previews/:previewId/select': pickedPart,
  'POST /v1/previews/:previewId/try': triedRules,
  'POST /v1/previews/:previewId/ask': askedSuggestion,
} as const;
