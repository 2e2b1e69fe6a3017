// Units of time and how long ago something was: "3 hours ago", "vor 3 Stunden", "il y a 3 heures".
import type { WordLists } from '../word-lists.ts';

/** Behind a number; whole words. */
export const TIME_UNITS: WordLists = {
  en: 'seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y',
  de: 'sekunden?|sek\\.?|minuten?|min\\.?|stunden?|std\\.?|tage?n?|wochen?|monate?n?|jahre?n?',
  fr: 'secondes?|heures?|jours?|semaines?|mois|ans?|années?',
  'es pt': 'segundos?|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?',
  es: 'años?',
  pt: 'mês|anos?',
  it: 'secondi?o?|minuti?o?|ore|ora|giorni?o?|settiman[ae]|mesi|anni',
  nl: 'uur|uren|dag(?:en)?|weken|maand(?:en)?|jaar',
  'sv da nb': 'timm?ar|timm?er?|dagar|veckor|sekund\\p{L}*|minut\\p{L}*',
  fi: 'tunti\\p{L}*|minuutti\\p{L}*|päivä\\p{L}*|viikko\\p{L}*',
  'ru uk bg': 'час\\p{L}*|д(?:ень|ня|ней|ни|нів)|дн\\p{L}*|секунд\\p{L}*|минут\\p{L}*',
  ru: 'недел\\p{L}*|месяц\\p{L}*',
  uk: 'тиж\\p{L}*|хвилин\\p{L}*|годин\\p{L}*',
  bg: 'седмиц\\p{L}*|месец\\p{L}*',
  pl: 'godzin\\p{L}*|dzień|tygodni\\p{L}*|miesi\\p{L}*|lat',
  'pl cs sk': 'dn[iíyů]\\p{L}*|let\\p{L}{0,2}',
  'cs sk sl': 'hodin\\p{L}*|týdn\\p{L}*|mě?síc\\p{L}*',
  'hr sr': 'sat[ai]?|dana?',
  hu: 'óra|perc|nap|hét',
  ro: 'secunde|minute|oră|zile?|săptămâni|luni|ani',
  el: 'ώρ\\p{L}*|λεπτ\\p{L}*|η?μέρ\\p{L}*|εβδομάδ\\p{L}*|μήν\\p{L}*|χρόνια?',
  tr: 'saat|dakika|saniye|gün|hafta',
  id: 'jam|menit|detik|hari|minggu|bulan|tahun',
  vi: 'giờ|phút|giây|ngày|tuần|tháng|năm',
  ar: 'ساع\\p{L}*|دقي\\p{L}*|دقا\\p{L}*|يوم|أيام|أسبوع|أسابيع|شهر|أشهر',
  he: 'שע\\p{L}*|דק\\p{L}*|ימים|יום|שבוע\\p{L}*|חודש\\p{L}*',
  hi: 'घंट[\\p{L}\\p{M}]*|मिनट|दिन',
};

/** Units of TIME_UNITS in which an order may still wait: "order within 3 hrs 20 mins". */
export const SHORT_TIME_UNITS: WordLists = {
  en: 'hours?|hrs?|h|mins?|minutes?|m|secs?|s',
  de: 'std\\.?|stunden?|minuten?',
  fr: 'heures?',
  'es pt': 'horas?',
  it: 'ore',
  nl: 'uur',
};

/** In place of a number: "an hour ago". */
export const ONE_OR_FEW: WordLists = {
  en: 'one|an?|few|a few|several|a couple of',
  de: 'eine[rmn]?',
  fr: 'une?',
  'es it': 'una?',
};
/** Before a number that is not exact: "about 3 hours". */
export const ABOUT: WordLists = { en: 'about |over |almost |less than ' };
export const ABOUT_BEHIND_AGO: WordLists = { de: 'etwa |ca\\.? ', fr: 'environ ' };

/** Words for "ago" before "3 hours". They have other meanings too, so a unit has to follow. */
export const AGO_BEFORE: WordLists = {
  de: 'vor',
  fr: 'il y a',
  es: 'hace',
  pt: 'há',
  'cs sk': 'pred|před',
  pl: 'przed',
  'hr sr': 'prije',
  bg: 'преди',
  ro: 'acum',
  el: 'πριν(?: από)?',
  ar: 'منذ|قبل',
  he: 'לפני',
  vi: 'cách đây',
};

/** Words for "ago" after "3 hours". They have no other meaning, so any word may stand between the number and them. */
export const AGO_AFTER: WordLists = {
  en: 'ago',
  nl: 'geleden',
  sv: 'sedan',
  'da nb': 'siden',
  fi: 'sitten',
  pl: 'temu',
  ru: 'назад',
  uk: 'тому',
  tr: 'önce|öncesi',
  hu: 'ezelőtt',
  vi: 'trước',
  id: 'yang lalu|lalu',
  hi: 'पहले',
};
/** Short words that mean "ago" only behind a unit. */
export const AGO_AFTER_UNIT: WordLists = { it: 'fa' };
/** Behind a time that has a word of AGO_BEFORE already: "for 3 timer siden". */
export const AGO_AFTER_BOTH: WordLists = { sv: 'sedan', 'da nb': 'siden' };

/** Units with "ago" in them: "3 órája". */
export const UNITS_AGO: WordLists = { hu: 'órája|perce|napja|hete|hónapja|éve' };

/** Number, unit and "ago" as one word, in scripts without spaces. */
export const JOINED_AGO: WordLists = {
  'ja zh': '\\d+\\s?(?:秒|分|時間|时间|小时|小時|分钟|分鐘|日|天|週間|周|ヶ月|か月|个月|年)前',
  ko: '\\d+\\s?(?:초|분|시간|일|주|개월|년)\\s?전',
  th: '\\d+\\s?(?:ชั่วโมง|นาที|วัน)(?:ที่แล้ว|ที่ผ่านมา)',
};

/** Between two units: "2 hours and 5 minutes". */
export const AND_BETWEEN_UNITS: WordLists = { en: 'and ', de: 'und ', fr: 'et ', es: 'y ', 'it pt': 'e ' };
