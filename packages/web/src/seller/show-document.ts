/** A window that waits for a document. */
export type ShownDocument = {
  /** Shows an HTML document in it. @throws when the browser did not let a window open. */
  fill(html: string): void;
  giveUp(): void;
};

/** Opens a window for a document that is yet to be fetched: a browser lets one open only while a tap is being handled. */
export function showDocument(title: string): ShownDocument {
  const opened = window.open('', '_blank');
  if (opened !== null) opened.document.title = title;
  return {
    fill(html) {
      if (opened === null) throw new Error('the browser blocked the new window; allow it for this site');
      const url = URL.createObjectURL(new Blob([html], { type: 'text/html;charset=utf-8' }));
      opened.location.replace(url);
    },
    giveUp: () => opened?.close(),
  };
}
