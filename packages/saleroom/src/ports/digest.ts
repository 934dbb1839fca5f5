/** SHA-256 of a text's UTF-8, 64 lower-case hexadecimal characters. */
export type Digest = { sha256(text: string): string };
