const alsoReserved = /[!'()*]/g;
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** A text with everything escaped but letters, digits and `-._~`, as RFC 3986 has it and AWS signs it. */
export const uriEncoded = (text: string): string => encodeURIComponent(text).replace(alsoReserved, percent);
