const begins = '{"type":"lots","serverNowMs":';
const sequenceName = '"sequence":';

/** The number whose digits begin here. */
function numberAt(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end += 1;
  return Number(text.slice(at, end));
}

/**
 * What a pushed message of one lot says of its time and its lot's sequence, or undefined when it is no such message. It is
 * not parsed: a thousand viewers in one process would do little else.
 */
export function readPush(
  text: string,
): { readonly postedAtMs: number; readonly sequence: number } | undefined {
  if (!text.startsWith(begins)) return undefined;
  const at = text.indexOf(sequenceName);
  if (at < 0) return undefined;
  return { postedAtMs: numberAt(text, begins.length), sequence: numberAt(text, at + sequenceName.length) };
}
