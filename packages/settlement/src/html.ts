/** Markup that is safe to put on a page. Only `html` makes it. */
export type Html = { readonly markup: string };

type Part = string | number | Html | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map((each) => each.markup).join('');
}

/** A template of markup: what is written in it stands, and all that is put into it is escaped unless `html` made it. */
export const html = (markup: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: markup.map((text, index) => text + markupOf(parts[index] ?? '')).join(''),
});
