/**
 * Reads something, and tries again as long as it cannot be read.
 * @param after calls back once after a pause; the function that it returns takes that back.
 * @returns what ends that; a reading under way is then not passed on.
 */
export function readUntilRead<T>(
  read: () => Promise<T>,
  onRead: (value: T) => void,
  after: (call: () => void) => () => void,
): () => void {
  let isOver = false;
  let takeBack = (): void => undefined;
  const readNow = (): void => {
    read().then(
      (value) => {
        if (!isOver) onRead(value);
      },
      () => {
        if (!isOver) takeBack = after(readNow);
      },
    );
  };
  readNow();
  return () => {
    isOver = true;
    takeBack();
  };
}
