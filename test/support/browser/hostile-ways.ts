// A page that tries every way out of a browser: past its proxy, to this machine, to private networks, by TCP and by UDP. What its
// targets hear, canaries tell.
import { html } from '../browser/rendering-scene.ts';
import type { Handler } from '../site/site.ts';

/** Where the canaries listen. */
export const CANARY_PORTS = { tcp: 9_001, udp: [3_478, 9_443] } as const;

const T = `http://127.0.0.1:${CANARY_PORTS.tcp}`;

const WAYS = `<!doctype html><meta charset=utf-8><title>ways</title>
<link rel=dns-prefetch href="//dnsprefetch.leak.example"><link rel=preconnect href="${T}"><link rel=preconnect href="https://preconnect.leak.example">
<link rel=prefetch href="${T}/linkprefetch"><link rel=stylesheet href="${T}/css">
<script type=speculationrules>{"prerender":[{"source":"list","urls":["${T}/prerender","/other.html"]}],"prefetch":[{"source":"list","urls":["http://10.99.0.1/specprefetch"]}]}</script>
<img src="${T}/img"><img src="http://localhost:9001/img"><img src="http://[::1]:9001/img"><img src="http://169.254.169.254/latest/meta-data/"><img src="http://10.99.0.1/img"><img src="http://0x7f.1:9001/hex"><img src="http://0.0.0.0:9001/zero">
<script src="http://localhost:9001/js"></script><script src="http://[::1]:9001/js"></script><script src="http://169.254.169.254/js"></script><script src="http://10.99.0.1/js"></script><script src="http://0x7f.1:9001/js"></script><script src="http://leak.example/js"></script>
<iframe src="${T}/iframe"></iframe><iframe src="file:///etc/passwd"></iframe><embed src="${T}/embed.pdf" type="application/pdf"><video src="${T}/video" preload=auto></video>
<a id=dl target=_blank href="${T}/dl" download>d</a><a id=ping href="#x" ping="${T}/ping">p</a>
<form id=f method=post action="${T}/form" target=fr><input name=a value=b></form><iframe name=fr></iframe><p id=clock></p>
<script>
const T = '${T}';
const go = (way) => { try { Promise.resolve(way()).catch(() => 0); } catch { } };
go(() => fetch(T + '/fetch', { mode: 'no-cors' }));
go(() => fetch(T + '/cors'));
go(() => fetch('/inside'));
go(() => fetch('/other-service').then(() => fetch('/other-service')));
go(() => new WebSocket('ws://127.0.0.1:9001/ws'));
go(() => new WebSocket('wss://127.0.0.1:9001/wss'));
go(() => new EventSource(T + '/events'));
go(() => navigator.sendBeacon(T + '/beacon', 'x'));
go(() => new Worker(URL.createObjectURL(new Blob(["fetch('" + T + "/worker'); importScripts('" + T + "/import')"]))));
go(() => navigator.serviceWorker.register('/worker.js'));
go(() => fetch('file:///etc/passwd'));
go(() => new WebTransport('https://127.0.0.1:9443/wt').ready);
go(async () => {
  const one = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }, { urls: 'stun:stun.leak.example:3478' },
    { urls: 'turn:127.0.0.1:9001?transport=tcp', username: 'a', credential: 'b' }, { urls: 'turn:10.99.0.1:3478?transport=udp', username: 'a', credential: 'b' }] });
  const two = new RTCPeerConnection();
  one.createDataChannel('x');
  one.onicecandidate = ({ candidate }) => candidate && two.addIceCandidate(candidate).catch(() => 0);
  two.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate).catch(() => 0);
  await one.setLocalDescription(await one.createOffer());
  await two.setRemoteDescription(one.localDescription);
  await two.setLocalDescription(await two.createAnswer());
  await one.setRemoteDescription(two.localDescription);
});
go(() => window.open(T + '/popup'));
setTimeout(() => { document.getElementById('ping').click(); document.getElementById('f').submit(); document.getElementById('dl').click(); }, 3000);
// Restless, so that it is watched for long enough.
setInterval(() => { document.getElementById('clock').textContent = performance.now(); }, 50);
</script>`;

const WORKER = `self.addEventListener('install', (e) => { self.skipWaiting(); e.waitUntil(fetch('${T}/install').catch(() => 0)); });`;

export const HOSTILE_WAYS: Readonly<Record<string, Handler>> = {
  '/': html(WAYS, {
    'report-to': `{"group":"g","max_age":1000,"endpoints":[{"url":"${T}/report"}]}`,
    'content-security-policy-report-only': `default-src 'self'; report-uri ${T}/csp`,
  }),
  '/worker.js': (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/javascript' }).end(WORKER),
  '/inside': (_request, response) => void response.writeHead(302, { location: `${T}/inside` }).end(),
  '/other-service': (_request, response) =>
    void response.writeHead(200, { 'alt-svc': 'h3="127.0.0.1:9443"; ma=86400' }).end('x'),
};
