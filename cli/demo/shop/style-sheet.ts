// The shop's style sheet, which is part of every page.

export const STYLE_SHEET = `
:root { --ink: #22302b; --soft: #5d6b64; --line: #dcd8cc; --paper: #fbfaf5; --leaf: #2f6b4f; --warm: #b4552d; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 Georgia, 'Times New Roman', serif; color: var(--ink); background: var(--paper); }
a { color: var(--leaf); }
header, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
.promise { background: var(--leaf); color: #fff; text-align: center; font-size: .85rem; padding: .3rem; margin: 0; }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline; padding-top: 1.2rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
.brand { font-size: 1.5rem; font-weight: bold; text-decoration: none; color: var(--ink); letter-spacing: .02em; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
nav a { text-decoration: none; }
main { min-height: 60vh; padding-top: 1.5rem; padding-bottom: 2.5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: .3em 0 .5em; }
h2 { font-size: 1.25rem; margin-top: 2em; }
.trail, .byline, .meta, .was, .shipping, .count { color: var(--soft); font-size: .9rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 1.25rem; list-style: none; margin: 0; padding: 0; }
.card { background: #fff; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.card div { padding: .75rem 1rem 1rem; }
.card h3 { margin: 0; font-size: 1.05rem; }
.card p { margin: .2rem 0 0; }
.art { display: block; width: 100%; height: auto; }
.product { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); gap: 2rem; }
.product .art { border-radius: .5rem; }
.price { font-size: 1.6rem; font-weight: bold; margin: .2em 0 0; }
.card .price { font-size: 1.05rem; color: var(--warm); }
.in { color: var(--leaf); } .out { color: var(--warm); }
button, input { font: inherit; padding: .45rem .9rem; border-radius: .35rem; border: 1px solid var(--line); }
button { background: var(--leaf); color: #fff; border-color: var(--leaf); cursor: pointer; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .3rem 1.5rem .3rem 0; border-bottom: 1px solid var(--line); }
.text { max-width: 40rem; }
.pages { margin-top: 2rem; display: flex; gap: 1rem; }
.ad { margin-top: 2.5rem; padding: .75rem 1rem; border: 1px dashed var(--line); color: var(--soft); font-size: .9rem; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; padding-top: 1rem; padding-bottom: 2rem; }
@media (max-width: 40rem) { .product { grid-template-columns: 1fr; } }
`;
