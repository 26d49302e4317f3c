/** Readable on a phone as on a desk, by day and by night. */
export const style = `
:root{color-scheme:light dark;--ink:#1c1e21;--quiet:#5c6470;--paper:#fff;--shade:#f3f4f6;--line:#d9dce1;--link:#0b5fce;--get:#0b6b3a;--post:#0b5fce;--put:#8a5a00;--delete:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6e7e9;--quiet:#a2a9b4;--paper:#15171a;--shade:#1f2226;--line:#33383f;--link:#7db2ff;--get:#66d19e;--post:#7db2ff;--put:#e5b567;--delete:#ff8f86}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
a{color:var(--link)}
code,pre{font:0.875em/1.5 ui-monospace,monospace}
code{overflow-wrap:anywhere}
pre{background:var(--shade);border:1px solid var(--line);border-radius:6px;padding:12px;overflow-x:auto}
nav{padding:16px;border-bottom:1px solid var(--line)}
nav ul{list-style:none;margin:0;padding:0 0 8px 16px}
nav summary{cursor:pointer;padding:4px 0}
main{padding:16px;max-width:860px}
h1{font-size:1.7em;margin:0.2em 0}
h2{margin:2em 0 0.4em;border-bottom:2px solid var(--line)}
h3{font-size:1em;margin:0 0 0.4em}
h4{margin:1em 0 0.2em;font-size:0.9em;color:var(--quiet)}
article{padding:20px 0;border-bottom:1px solid var(--line);scroll-margin-top:8px}
.fields{padding-left:18px;margin:0.2em 0}
.fields li{margin:2px 0}
.type{color:var(--quiet);font-size:0.875em}
.method{font:700 0.8em ui-monospace,monospace}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.delete{color:var(--delete)}
@media(min-width:1000px){body{display:grid;grid-template-columns:270px 1fr}nav{position:sticky;top:0;height:100vh;overflow:auto;border-bottom:0;border-right:1px solid var(--line)}main{padding:24px 40px}}
`;
