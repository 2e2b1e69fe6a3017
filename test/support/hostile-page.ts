// Documents that try to run a script, to load something, to reach the page around them or to leave their place, once they
// are shown. `{origin}` stands for the address of a server that notes what is asked of it.

export const HOSTILE_PAGES: readonly (readonly [what: string, html: string])[] = [
  ['a script', '<p>x</p><script>parent.document.title="out";fetch("{origin}/script")</script>'],
  ['a script of elsewhere', '<script src="{origin}/src.js"></script>'],
  ['a script in capitals with odd spaces', '<SCRIPT\n>fetch("{origin}/caps")</SCRIPT\t>'],
  ['an event handler', '<img src=x onerror="fetch(\'{origin}/onerror\')"><body onload="parent.hit=1">'],
  ['a handler behind a slash', '<img/src=x/onerror=fetch("{origin}/slash")>'],
  ['a handler that closes its attribute', "<p title='\"><img src={origin}/quote onerror=alert(1)>'>x</p>"],
  ['a picture', '<img src="{origin}/img.png" srcset="{origin}/set.png 2x" alt="a picture">'],
  ['a picture of a style', '<div style="background:url({origin}/bg.png);width:9px;height:9px">x</div>'],
  ['a picture of an escaped style', String.raw`<div style="background:\75 rl({origin}/esc.png)">x</div>`],
  ['a picture of a style split by a comment', '<div style="background:u/**/rl({origin}/cm.png)">x</div>'],
  ['an import', '<style>@import "{origin}/import.css"; p{color:red}</style><p>x</p>'],
  ['an escaped import', String.raw`<style>@\69mport "{origin}/import2.css";</style><p>x</p>`],
  ['a font', '<style>@font-face{font-family:a;src:url({origin}/f.woff)}p{font-family:a}</style><p>x</p>'],
  ['a style that ends early', '<style>p{}</style ><img src={origin}/style-end onerror=alert(1)>'],
  [
    'a style that names its end',
    '<style>p::after{content:"</sty\\6ce><img src={origin}/se2>"}</style><p>x</p>',
  ],
  [
    'a style sheet',
    '<link rel=stylesheet href="{origin}/sheet.css"><link rel=preload as=image href="{origin}/pre">',
  ],
  [
    'hints to connect',
    '<link rel=dns-prefetch href="//{origin}"><link rel=prefetch href="{origin}/prefetch">',
  ],
  ['a refresh', '<meta http-equiv=refresh content="0;url={origin}/refresh">'],
  [
    'a weaker policy',
    '<meta http-equiv="Content-Security-Policy" content="default-src *"><img src="{origin}/csp">',
  ],
  ['a base', '<base href="{origin}/base/"><img src="relative.png"><a href="x" target=_top>go</a>'],
  ['a frame', '<iframe src="{origin}/frame"></iframe><frameset><frame src="{origin}/f2"></frameset>'],
  ['a frame of its own text', '<iframe srcdoc="<script>fetch(\'{origin}/srcdoc\')</script>"></iframe>'],
  [
    'an object',
    '<object data="{origin}/object"></object><embed src="{origin}/embed"><applet code=x></applet>',
  ],
  [
    'a form that sends itself',
    '<form action="{origin}/form"><input name=a autofocus onfocus="form.submit()"></form>',
  ],
  ['a button of a form elsewhere', '<button formaction="javascript:fetch(\'{origin}/b\')">x</button>'],
  [
    'a javascript link',
    '<a href="javascript:fetch(\'{origin}/js\')">x</a><a href="java\tscript:alert(1)">y</a>',
  ],
  [
    'a link that leads the window away',
    '<a href="{origin}/top" target="_top">x</a><a href="{origin}/p" ping="{origin}/ping">y</a>',
  ],
  [
    'a drawing with a script',
    '<svg onload="fetch(\'{origin}/svg\')"><script>fetch("{origin}/svg2")</script></svg>',
  ],
  ['a drawing that loads', '<svg><image href="{origin}/svgimg"/><use href="{origin}/u#a"/></svg>'],
  [
    'a drawing that shakes the parser',
    '<svg></p><style><a id="</style><img src={origin}/mx onerror=alert(1)>">',
  ],
  [
    'a formula that shakes the parser',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src={origin}/mm onerror=alert(1)&gt;">',
  ],
  [
    'a note for browsers without scripts',
    '<noscript><p title="</noscript><img src={origin}/ns onerror=alert(1)>"></noscript>',
  ],
  [
    'a template',
    '<template><script>fetch("{origin}/tpl")</script></template><div><template shadowrootmode=open><img src={origin}/sh></template></div>',
  ],
  [
    'a comment that ends early',
    '<!--><img src={origin}/c1 onerror=alert(1)>--><!--x--!><img src={origin}/c2>',
  ],
  ['a plain text', '<plaintext><img src={origin}/pt onerror=alert(1)>'],
  [
    'an old listing',
    '<xmp><img src={origin}/xmp></xmp><listing>&lt;img src={origin}/ls onerror=alert(1)&gt;</listing>',
  ],
  [
    'names that stand for functions',
    '<form name=addEventListener><input name=parentNode></form><img name=querySelectorAll id=cookie>',
  ],
  [
    'media',
    '<video src="{origin}/v" poster="{origin}/poster" autoplay></video><audio src="{origin}/a"></audio>',
  ],
  ['a table that throws its content out', '<table><img src={origin}/tb onerror=alert(1)><tr><td>x</table>'],
  ['an own element', '<x-thing onclick=alert(1) is=x style="behavior:url({origin}/htc)">x</x-thing>'],
  ['a zero byte', '<scr\0ipt>fetch("{origin}/zero")</scr\0ipt><img sr\0c={origin}/z2>'],
  ['a nonce of its own', '<script nonce="guess">fetch("{origin}/nonce")</script>'],
  ['a message to the page around it', '<script>parent.postMessage({webloom:"pick",node:1},"*")</script>'],
];
