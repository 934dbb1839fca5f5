import type { VNode } from 'preact';

type LotPictureProps = { readonly pictures: readonly string[] | undefined; readonly title: string };

/** A lot's first picture, in a frame that keeps its place while it loads or where there is none. */
export function LotPicture({ pictures, title }: LotPictureProps): VNode {
  const [first] = pictures ?? [];
  return (
    <figure class="lot-picture">
      {first === undefined ? (
        <span class="quiet small">{pictures === undefined ? '' : 'No picture'}</span>
      ) : (
        <img src={first} alt={title} decoding="async" />
      )}
    </figure>
  );
}
