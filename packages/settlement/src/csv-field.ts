// Spreadsheets run a cell that begins so as a formula; some also after blanks, some in full-width form.
const looksLikeFormula = /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A field of a CSV file as it is (RFC 4180): quoted where it must be. */
export const csvField = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** A field that somebody typed: as `csvField`, and with an apostrophe before it where a spreadsheet would run it. */
export const csvText = (text: string): string => csvField(looksLikeFormula.test(text) ? `'${text}` : text);
