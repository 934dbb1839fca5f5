/** Mixes a text into 32 bits; each `start` gives another mix of the same text. */
function mix(text: string, start: number): number {
  let hash = start >>> 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Draws passed over before the first: those still show the state they came from. */
const passedOver = 16;

/** An endless row of 32 random bits at a time, the same for the same text. The generator is sfc32: 128 bits of state. */
export function seededBits(text: string, drawsPassedOver = passedOver): () => number {
  let a = mix(text, 0x243f6a88);
  let b = mix(text, 0x85a308d3);
  let c = mix(text, 0x13198a2e);
  let counter = mix(text, 0x03707344) | 1;
  const bits = (): number => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  };
  for (let past = 0; past < drawsPassedOver; past += 1) bits();
  return bits;
}
