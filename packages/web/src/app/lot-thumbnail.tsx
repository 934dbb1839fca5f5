import type { VNode } from 'preact';

/** A lot's first picture, small, beside words that say what it is. */
export function LotThumbnail({ pictures }: { readonly pictures: readonly string[] | undefined }): VNode {
  const [first] = pictures ?? [];
  if (first === undefined) return <span class="thumbnail" />;
  return <img class="thumbnail" src={first} alt="" loading="lazy" decoding="async" />;
}
