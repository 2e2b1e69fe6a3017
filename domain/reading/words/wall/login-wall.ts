// Beginnings of the title or heading of a page that wants a login: "Sign in", "Anmelden", "ログイン".
import { anyOf, type WordLists } from '../word-lists.ts';

/** English titles have a name before or behind the words, or say it in a sentence. */
const ENGLISH = String.raw`^(?:please )?(?:sign|log)[ -]?(?:in|on)\b|^(?:\S+ ){1,4}(?:sign|log)[ -]?in$|^log ?into |^login\b|^(?:member|user|customer|client|account) (?:log|sign)[ -]?in|^join \w+$|^enter store using password`;

/** Anything may follow these words. */
export const LOGIN_WORDS: WordLists = {
  de: 'anmelden|anmeldung|einloggen',
  fr: 'se connecter|connexion|identifiez-vous',
  es: 'iniciar sesión|identifícate',
  it: 'accedi|accesso',
  pt: 'entrar|fazer login',
  nl: 'inloggen|aanmelden',
  sv: 'logga in',
  nb: 'logg inn',
  da: 'log ind',
  fi: 'kirjaudu',
  pl: 'zaloguj|logowanie',
  'cs sk': 'přihlášení|přihlásit|prihlásenie',
  hu: 'bejelentkezés',
  ro: 'autentificare|conectare',
  'hr sl sr': 'prijava',
  ru: 'вход|войти|авторизация',
  uk: 'увійти|вхід',
  tr: 'giriş(?: yap)?',
  el: 'σύνδεση',
  ja: 'ログイン',
  zh: '登录|登入|用户登录|會員登入',
  ko: '로그인',
  vi: 'đăng nhập',
  'id ms': 'masuk',
  th: 'เข้าสู่ระบบ',
  ar: 'تسجيل الدخول',
  he: 'התחברות',
};

export const LOGIN_WHOLE = new RegExp(String.raw`${ENGLISH}|^(?:${anyOf(LOGIN_WORDS)})(?:\s|$|[.:!|])`, 'i');
