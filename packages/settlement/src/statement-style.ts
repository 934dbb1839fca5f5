import { html } from './html.ts';

/** How a printed statement looks: A4, a lot never broken over two pages, headings again on each page. */
export const statementStyle = html`
@page { size: A4 portrait; margin: 14mm 12mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: #fff; color: #111;
  font: 10pt/1.4 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 16pt; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .75rem 0; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .4rem; text-align: right; vertical-align: top; }
thead th { border-bottom: 1.5pt solid #111; font-size: 8.5pt; }
.text { text-align: left; }
.title .text { overflow-wrap: anywhere; }
.lot { break-inside: avoid; border-bottom: .5pt solid #bbb; }
.title th { padding-bottom: 0; }
.proof td { padding-top: 0; color: #555; font-size: 7.5pt; text-align: left; overflow-wrap: anywhere; }
.transfer { display: inline-block; }
.balance th, .balance td { border-top: 1pt solid #111; font-weight: 600; }
.sum { margin: 1rem 0; font-size: 11pt; font-weight: 600; }
.note { color: #333; font-size: 8.5pt; }
@media print { body { padding: 0; max-width: none; font-size: 9pt; } .wide { overflow: visible; } }
`;
