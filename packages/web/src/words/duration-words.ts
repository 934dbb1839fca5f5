/** A length of time in words as short as they can be: `10 s`, `1.5 s`, `2 min`, `1 min 30 s`, `2 h 5 min`. */
export function durationWords(ms: number): string {
  if (ms < 60_000) return `${trimmedSeconds(ms)} s`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = ms % 60_000;
  const words: string[] = [];
  if (hours > 0) words.push(`${hours} h`);
  if (minutes > 0) words.push(`${minutes} min`);
  if (seconds > 0) words.push(`${trimmedSeconds(seconds)} s`);
  return words.join(' ');
}

const trimmedSeconds = (ms: number): string => String(Math.round(ms / 100) / 10);
