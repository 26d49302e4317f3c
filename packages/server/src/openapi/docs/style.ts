/** Readable on a phone as on a desk, by day and by night. */
export const style = `
:root{color-scheme:light dark;--ink:#1c1e21;--quiet:#5c6470;--paper:#fff;--shade:#f4f5f7;--line:#dcdfe4;--link:#0b5fce;--get:#0b6b3a;--post:#0b5fce;--put:#8a5a00;--delete:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6e7e9;--quiet:#a2a9b4;--paper:#15171a;--shade:#1f2226;--line:#33383f;--link:#7db2ff;--get:#66d19e;--post:#7db2ff;--put:#e5b567;--delete:#ff8f86}}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
a{color:var(--link);text-underline-offset:2px}
code,pre{font:0.875em/1.5 ui-monospace,monospace}
code{overflow-wrap:anywhere}
pre{background:var(--shade);border:1px solid var(--line);border-radius:6px;padding:12px 14px;overflow-x:auto;margin:1em 0 0}
pre code{font-size:1em}
nav{padding:16px;border-bottom:1px solid var(--line)}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
nav h2{margin:1.2em 0 0.2em;border:0;font-size:0.8em;color:var(--quiet);letter-spacing:0.02em}
nav p{margin:0}
nav ul{list-style:none;margin:0;padding:0 0 8px 18px;font-size:0.9em}
nav details{display:inline-block;margin-right:16px}
nav details[open]{display:block}
nav summary{cursor:pointer;padding:3px 0}
main{padding:16px;max-width:900px}
h1{font-size:1.8em;margin:0.2em 0}
h2{margin:2.4em 0 0.4em;border-bottom:2px solid var(--line);padding-bottom:4px}
h3{font-size:1.1em;line-height:1.35;margin:0 0 0.5em}
h3 a{color:inherit;text-decoration:none}
h3 a:hover{text-decoration:underline}
h4{margin:1.2em 0 0.2em;font-size:0.875em;color:var(--quiet)}
article{padding:24px 0;border-bottom:1px solid var(--line)}
article:target h3{color:var(--link)}
.route{background:var(--shade);border:1px solid var(--line);border-radius:6px;padding:8px 12px;margin:0 0 0.8em}
.fields{padding-left:0;margin:0.2em 0;list-style:none}
.fields li{margin:4px 0;padding-left:14px;border-left:2px solid var(--line)}
.fields>li>code:first-child{font-weight:600}
.type{color:var(--quiet);font-size:0.875em}
.method{font:700 0.8em ui-monospace,monospace;margin-right:6px}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.delete{color:var(--delete)}
@media(min-width:1000px){body{display:grid;grid-template-columns:280px minmax(0,1fr)}nav{position:sticky;top:0;height:100vh;overflow:auto;border-bottom:0;border-right:1px solid var(--line)}nav details{display:block;margin:0}main{padding:24px 48px 80px}}
`;
