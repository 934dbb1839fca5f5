import type { VNode } from 'preact';
import type { Trouble } from './trouble.ts';

type TroubleNoteProps = { readonly trouble: Trouble | undefined; readonly onRetry?: () => void };

/** Says what went wrong, where something did. */
export function TroubleNote({ trouble, onRetry }: TroubleNoteProps): VNode | null {
  if (trouble === undefined) return null;
  return (
    <div class="note note-bad" role="alert">
      <p>{trouble.words}</p>
      {onRetry === undefined ? null : (
        <button class="button" type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
