// What a page says that wants proof that the visitor is human: "Just a moment…", "Verify you are human".
import type { WordLists } from '../word-lists.ts';
import { nothingBut, SENTENCE_START, somewhere } from './wall-pattern.ts';

export const CAPTCHA_NAMES: WordLists = {
  services: 'vercel security checkpoint|ddos-guard',
  en: String.raw`just a moment|one more step|are you (?:a )?(?:human|robot)|robot or human|bot or not|robot check|robot challenge screen|human verification|security (?:check|checkpoint)|(?:radware )?captcha(?: page| interception)?|(?:i['’]m )?not a robot`,
  fr: 'un instant|vérification(?: de sécurité)?',
  'es it': 'un momento',
  de: 'einen moment|sicherheitsüberprüfung',
  it: 'attendi|controllo di sicurezza',
  es: 'verificación de seguridad',
  pt: 'verificação de segurança',
  nl: 'beveiligingscontrole',
  sv: 'säkerhetskontroll',
  pl: 'kontrola bezpieczeństwa',
  ru: 'проверка|проверка (?:браузера|безопасности)',
  tr: 'güvenlik kontrolü',
  ja: 'セキュリティチェック',
  ko: '보안 확인',
  zh: '人机身份验证|安全验证|人机验证|百度安全验证|验证码拦截',
};

export const CAPTCHA_SENTENCES: WordLists = {
  en:
    String.raw`${SENTENCE_START}(?:verify|confirm|prove|make sure|check)(?: that)? you(?:['’]re| are) (?:not )?(?:an? )?(?:really )?(?:human|robot|bot)\b|` +
    String.raw`checking (?:if the site connection is secure|the site connection|your browser (?:before|for))|^checking your browser|needs to (?:review|check) the security of your connection|press (?:&|and) hold|complete the security check to|enter the characters you see|unusual traffic from your|security check to access|ddos protection by|click the button below to continue shopping|made us think (?:that )?you (?:were|are) a (?:ro)?bot|verifying your browser|slide to verify|making sure you['’]re not a (?:ro)?bot|(?:need to|to) (?:make sure|verify)(?: that)? you['’](?:re|re really) (?:not a robot|human)|` +
    String.raw`enable js and disable any ad ?blocker|enable javascript and cookies to continue|connection needs to be verified|hold the button to (?:confirm|verify)|(?:verify|check)(?:ing)? your browser\b(?! (?:settings|version))|why do i have to complete a captcha|this process is automatic\. your browser will redirect`,
  de: 'bitte bestätigen sie, dass sie (?:kein roboter|ein mensch)|verbindung der website sicher ist|überprüfung,? ob (?:die|ihre) (?:website-)?verbindung|die sicherheit ihrer verbindung',
  fr: "vérifi(?:ez|er) que vous (?:êtes|n['’]êtes)|faites glisser .{0,30}pour accéder",
  'es pt': 'verifi(?:ca|que|car) que (?:eres|é|es|você é|usted es) (?:un |uma? )?(?:ser )?human',
  es: 'no (?:soy|eres) un robot|comprobando (?:que|si) la conexión',
  pt: 'não (?:sou|é) um robô',
  it: 'non (?:sono|essere|sei) un robot|conferma di essere (?:un )?uman|controlla(?:ndo)? (?:se|che) la connessione',
  nl: 'ik ben geen robot',
  pl: 'nie jestem robotem',
  sv: 'jag är inte en robot',
  'cs sk': 'nejsem robot',
  tr: 'robot olmadığınızı',
  ru: 'подтвердите, что (?:вы|запросы)|запросы с вашего устройства похожи|я не робот|проверяем(?:,)? (?:что|ваш браузер)',
  ja: 'ロボットではありません|人間であることを確認',
  zh: '请完成(?:下方|安全)?验证|请拖动滑块|拖动滑块|请按住滑块|請完成驗證',
  ko: '로봇이 아닙니다',
};

export const CAPTCHA_WHOLE = nothingBut(CAPTCHA_NAMES);
export const CAPTCHA_TEXT = somewhere(CAPTCHA_SENTENCES);

/** Scripts and frames that only challenges load; other pages may carry them too, so they count on bare pages only. */
export const CHALLENGE_SCRIPT =
  /_Incapsula_Resource|captcha-delivery\.com|\.awswaf\.com\/|_cf_chl_opt|challenge-platform\/h\/|_pxAppId|sucuri_cloudproxy_js|\/\.well-known\/captcha\//;
