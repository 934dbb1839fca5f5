/**
 * What a refused or failed request means, in words. The codes are those that say the same whatever was asked; with all
 * others, the saleroom's own detail says best what was wrong.
 */
export function problemWords(code: string, detail: string): string {
  switch (code) {
    case 'unreachable':
      return 'The saleroom cannot be reached. Check your connection.';
    case 'not-signed-in':
      return 'Please sign in first.';
    case 'not-allowed':
      return 'You may not do that.';
    case 'too-many-requests':
      return 'Too many requests at once. Wait a moment, then try again.';
    case 'unavailable':
    case 'unreadable-answer':
      return 'The saleroom met a fault. Try again in a moment.';
    default:
      return sentence(detail);
  }
}

const sentence = (detail: string): string => {
  // What begins with a field's path, as `ladder[1].fromCents`, keeps its spelling.
  const path = /^[a-z]+[A-Z.[]/.test(detail);
  const text = path ? detail : detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
};
