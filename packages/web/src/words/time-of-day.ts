/** An instant as a time of day where this device is: `20:41:30`. */
export const timeOfDay = (atMs: number): string =>
  new Date(atMs).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
