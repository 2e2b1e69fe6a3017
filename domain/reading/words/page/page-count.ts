// What pages count about themselves and about their visitors: "1,204 views", "17 people are looking at this", "viewed
// 12 times". Whole words.
import { anyOf, type WordLists } from '../word-lists.ts';

export const COUNTED: WordLists = {
  en: 'views?|page ?views?|visitors?|visits|hits|likes?|followers?|subscribers?|shares?|reactions?|comments?|replies|reviews?|ratings|votes?|upvotes?|downloads?|plays|retweets?|reposts?|bookmarks?|claps|queries|online|watching|viewing|(?:people|others|customers|shoppers) (?:are |have )?(?:viewed|viewing|looking|watching|bought)',
  de: 'besucher|aufrufe|ansichten|zugriffe|kommentare?|bewertungen|rezensionen|abonnenten',
  fr: 'vues|visiteurs|commentaires?|avis',
  es: 'visitas|vistas|comentarios?|opiniones|valoraciones|reseñas',
  pt: 'comentários?|avaliações|visualizações',
  it: 'visualizzazioni|commenti|recensioni|valutazioni',
  nl: 'weergaven|bezoekers|reacties|beoordelingen',
  'sv da nb': 'kommentarer',
  sv: 'visningar|omdömen|recensioner',
  da: 'anmeldelser',
  nb: 'visninger',
  fi: 'katselukertaa|arvostelua?|kommenttia?',
  ru: 'просмотр\\p{L}*|комментари\\p{L}*|отзыв\\p{L}*|оцен[ко]\\p{L}*|посетител\\p{L}*',
  uk: 'перегляд\\p{L}*|коментар\\p{L}*|відгук\\p{L}*',
  pl: 'wyświetle\\p{L}*|odsłon\\p{L}*|komentarz\\p{L}*|opini[aeiî]|opinii|ocen',
  cs: 'zobrazení|zhlédnutí|hodnocení|recenz\\p{L}*',
  sk: 'hodnotení',
  hu: 'megtekintés|értékelés|hozzászólás',
  ro: 'vizualizări|recenzii|comentarii',
  tr: 'görüntülen\\p{L}*|izlenme|değerlendirme|yorum',
  id: 'ulasan|dilihat',
  vi: 'lượt xem|đánh giá',
  el: 'προβολές|κριτικές|σχόλια',
  ja: '閲覧数?|再生回数|レビュー',
  zh: '次浏览|浏览(?:量|次数)?|阅读(?:量)?|评论|条评论|评价',
  ko: '조회수?|리뷰|댓글',
  ar: 'مشاهد[ةات]+',
  he: 'צפיות',
};

/** Words in the singular count only with a colon ("Review: 12"): "Annual review 2026" counts nothing. */
export const ONE_COUNTED: WordLists = {
  en: 'view|visit|hit|like|share|comment|review|vote|download|reaction|bookmark',
  fr: 'avis|opinion',
};
/** Before a number alone: "Visitor no. 42". */
export const COUNTED_BEFORE: WordLists = { en: 'visitor(?: (?:no\\.?|number))?|hit counter' };
/** Before and behind a number: "浏览 12 次". */
export const COUNTED_AROUND: Readonly<Record<string, readonly [before: string, after: string]>> = {
  zh: ['浏览|阅读|播放', '次'],
};
/** In place of a number: "keine Bewertungen". */
export const NONE: WordLists = { en: 'no', de: 'keine', fr: 'aucune?', es: 'sin', it: 'nessun[ao]?' };

export const PEOPLE: WordLists = {
  en: 'people|persons?|users?|customers|shoppers|visitors',
  es: 'personas',
  fr: 'personnes',
  de: 'personen|leute',
  it: 'persone',
  nl: 'mensen',
  pt: 'pessoas',
  'sv da nb': 'personer',
  pl: 'osób',
  'cs sk': 'lidí',
  ru: 'человек|людей',
  tr: 'kişi',
  id: 'orang',
  vi: 'người',
};
const OTHERS: WordLists = {
  en: 'other |others? ',
  'de nl': 'andere ',
  fr: 'autres ',
  it: 'altre ',
  es: 'otras ',
  pt: 'outras ',
};
export const LOOKING: WordLists = {
  en: 'looking|watching|viewing|shopping',
  es: 'viendo|mirando',
  fr: 'regardent|consultent',
  de: 'sehen|schauen|ansehen|betrachten',
  it: 'guardando',
  nl: 'bekijken|kijken',
  pt: 'vendo|visualizando',
  sv: 'tittar',
  nb: 'ser på',
  da: 'kigger',
  fi: 'kuittaa',
  pl: 'ogląda',
  'cs sk': 'prohlíží',
  ru: 'смотрят|просматривают',
  tr: 'inceliyor|bakıyor',
  id: 'melihat',
  vi: 'đang xem',
};
/** "17 people are looking at this": a word for people, up to three words, a word for looking. */
export const LOOKERS = `(?:${anyOf(OTHERS)})?(?:${anyOf(PEOPLE)})\\s(?:\\p{L}+\\s){0,3}?(?:${anyOf(LOOKING)})`;

/** "viewed 12 times", "12 mal angesehen", "vu 12 fois". */
export const DONE: WordLists = {
  en: 'viewed|read|played|downloaded|visited|watched|opened|seen|shared',
  de: 'angesehen|gelesen|aufgerufen|geteilt|heruntergeladen',
  fr: 'vue?s?|lue?s?',
  es: 'visto|leído',
  pt: 'visualizado',
  it: 'letto',
  nl: 'bekeken|gelezen',
  sv: 'visad|läst',
  nb: 'vist',
  da: 'læst',
  pl: 'oglądano|czytano',
  'cs sk': 'přečteno',
  ru: 'просмотрено|прочитано',
};
export const TIMES: WordLists = {
  en: 'times',
  de: 'mal',
  fr: 'fois',
  es: 'veces',
  it: 'volte',
  pt: 'vezes',
  nl: 'keer',
  sv: 'gånger',
  da: 'gange',
  nb: 'ganger',
  fi: 'kertaa',
  pl: 'razy',
  'cs sk': 'krát',
  ru: 'раз[а]?',
  tr: 'kez',
  id: 'kali',
  vi: 'lần',
  'ja zh': '次|回',
  ko: '회',
};
/** Before the number: "by 12 people". */
export const DONE_BY: WordLists = { en: 'by ', de: 'von ', fr: 'par ', es: 'por ' };

/** "Liked by 12 people", "12 people liked this". */
export const LIKED_BY: WordLists = { en: 'liked|loved|saved|followed|bought|recommended' };
export const LIKED: WordLists = { en: 'found|find|like|liked|love|bought|recommend|recommended' };
