// Words beside a date that say what it dates: an update, the publication, the visit itself. There are two readers. The
// reader of a page's visible dates looks for a word anywhere in a line. The comparison of two versions looks for a
// whole label right before a date.
import type { WordLists } from '../word-lists.ts';

/** Words or their beginnings, anywhere: "Zuletzt aktualisiert am", "Actualizada el". */
export const UPDATE_STEMS: WordLists = {
  en: 'updated?|modified|edited|revised|reviewed|verified',
  de: 'aktualisiert|geändert|bearbeitet',
  fr: 'mis à jour|modifié',
  es: 'actualizad|modificad',
  it: 'aggiornat',
  pt: 'atualizad',
  nl: 'bijgewerkt',
  sv: 'uppdaterad',
  nb: 'oppdatert',
  da: 'opdateret',
  fi: 'päivitetty',
  'cs pl': 'aktualizac|aktualizováno',
  ru: 'обновлен|изменен',
  tr: 'güncelle',
  'ja zh': '更新',
  ko: '수정',
};

/** Whole labels; each holds one of the stems. */
export const UPDATE_LABELS: WordLists = {
  en: 'last updated|last modified|last edited|updated|modified',
  de: 'aktualisiert|zuletzt (?:geändert|aktualisiert)',
  fr: 'mis à jour',
  es: 'actualizado',
  pt: 'atualizado',
  it: 'aggiornato',
  nl: 'bijgewerkt|laatst bijgewerkt',
  sv: 'senast uppdaterad|uppdaterad',
  nb: 'sist oppdatert|oppdatert',
  da: 'opdateret|sidst opdateret',
  fi: 'päivitetty',
  cs: 'aktualizováno|poslední aktualizace',
  pl: 'ostatnia aktualizacja',
  tr: 'son güncelleme|güncellendi',
  ja: '更新日時?|最終更新日?時?',
  zh: '更新时间|更新於|更新于|最后更新|最近更新',
  ko: '최종 수정일?',
  ru: 'обновлено',
};

/** Labels of the same meaning that only the comparison of two versions knows. */
export const UPDATE_LABELS_OF_NOISE: WordLists = {
  en: 'last change[ds]?|last refreshed|refreshed',
  de: 'letzte aktualisierung|letzte änderung',
  fr: 'mise à jour|dernière mise à jour|dernière modification',
  es: 'última actualización',
  pt: 'última atualização',
  it: 'ultimo aggiornamento',
  nl: 'laatste wijziging',
  sk: 'posledná aktualizácia',
  pl: 'zaktualizowano',
  hu: 'utolsó frissítés|frissítve',
  ro: 'ultima actualizare|actualizat',
  'hr sr': 'posljednje ažuriranje',
  id: 'diperbarui',
  vi: 'cập nhật(?: lần cuối)?',
  el: 'τελευταία ενημέρωση',
  ru: 'последнее обновление',
  uk: 'оновлено|останнє оновлення',
  bg: 'обновена',
  ko: '업데이트|최종 업데이트',
  ar: 'آخر تحديث',
  he: 'עודכן',
};

/** Labels of the time at which the page was made or visited; a date with such a label is no date of the text. */
export const LOOK_LABELS: WordLists = {
  en: 'last checked|last seen|last active|generated|rendered|retrieved|fetched|as of|current time|local time|server time|time now|now',
  de: 'stand|abgerufen',
};

/** Between a label and its date: "updated on". */
export const LABEL_JOINTS: WordLists = {
  en: 'on|at|since',
  de: 'am|um|den|bei',
  'fr es it': 'le|el|il',
  nl: 'op',
};

/** Words or their beginnings, anywhere: "First published", "Veröffentlicht am". */
export const PUBLISHED: WordLists = {
  en: '(?:first )?(?:published|posted|created)',
  de: 'veröffentlicht|erschienen|erstellt',
  fr: 'publié|paru',
  'es pt': 'publicad',
  it: 'pubblicat',
  nl: 'gepubliceerd|geplaatst',
  sv: 'publicerad',
  nb: 'publisert',
  da: 'udgivet',
  fi: 'julkaistu',
  pl: 'opublikowan',
  'cs sk': 'publikováno',
  ru: 'опубликован',
  tr: 'yayın',
  zh: '发布|發布',
  ja: '公開|掲載',
  ko: '입력',
};
